package dev.sartor.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sartor.arch.UserError;
import dev.sartor.search.Progress;
import dev.sartor.search.RunFolder;
import dev.sartor.search.SearchListener;
import dev.sartor.search.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The report of a run while it is searched, as a page that loads itself anew every few seconds. It is served to this
 * machine alone, and only to be read: the same HTML as the report that the run ends with.
 */
public final class LiveReport implements SearchListener, AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final String REFRESH_SECONDS = "3";

    private final RunFolder run;
    private final HttpServer server;
    private final List<Trial> trials = new ArrayList<>();

    private LiveReport(RunFolder run, HttpServer server) {
        this.run = run;
        this.server = server;
    }

    /** Serves the report of a run at a free port. */
    public static LiveReport open(RunFolder run) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var live = new LiveReport(run, server);
            server.createContext("/", live::answer);
            server.start();
            return live;
        } catch (IOException e) {
            throw new UserError("no page can be served: " + e.getMessage(), "--watch", "search without --watch", UserError.ExitCode.FAILED, e);
        }
    }

    /** Where a browser on this machine finds it. */
    public URI address() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getAddress().getPort() + "/");
    }

    @Override
    public void trial(Trial trial, Progress progress) {
        synchronized (trials) {
            trials.add(trial);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean reading = Set.of("GET", "HEAD").contains(exchange.getRequestMethod());
            boolean root = exchange.getRequestURI().getPath().equals("/");
            int status = !reading ? METHOD_NOT_ALLOWED : root ? OK : NOT_FOUND;
            byte[] page = status == OK ? page() : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Refresh", REFRESH_SECONDS);
            boolean body = exchange.getRequestMethod().equals("GET") && page.length > 0;
            exchange.sendResponseHeaders(status, body ? page.length : -1);
            if (body) {
                exchange.getResponseBody().write(page);
            }
        }
    }

    private byte[] page() {
        List<Trial> soFar;
        synchronized (trials) {
            soFar = List.copyOf(trials);
        }
        return Report.html(RunReport.model(run, soFar)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
