package dev.sartor.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sartor.base.UserError;
import dev.sartor.report.model.ReportModelReader;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The report of a run while it is searched, as a page that loads itself anew every few seconds: the same HTML as the report
 * that the run ends with. It is served to this machine alone, under its own name alone (a page from elsewhere whose name was
 * made to lead here is refused), and only to be read.
 */
public final class LiveReport implements SearchListener, AutoCloseable {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final Duration REFRESH = Duration.ofSeconds(3);

    private final RunFolder run;
    private final HttpServer server;
    private final Duration refresh;
    private final List<Trial> trials = new ArrayList<>();
    private final CountDownLatch lastShown = new CountDownLatch(1);
    private volatile int baseline;
    private volatile boolean read;
    private volatile boolean finished;
    // these two belong to the server's one thread
    private int shown = -1;
    private byte[] page;

    private LiveReport(RunFolder run, HttpServer server, Duration refresh) {
        this.run = run;
        this.server = server;
        this.refresh = refresh;
    }

    /** Serves the report of a run at a free port. */
    public static LiveReport open(RunFolder run) {
        return open(run, REFRESH);
    }

    /** @param refresh whole seconds after which a browser asks again */
    static LiveReport open(RunFolder run, Duration refresh) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var live = new LiveReport(run, server, refresh);
            server.createContext("/", live::answer);
            server.start();
            return live;
        } catch (IOException e) {
            throw new UserError(
                    "no page can be served: " + e.getMessage(),
                    "--watch",
                    "search without --watch",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    /** Where a browser on this machine finds it. */
    public URI address() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/");
    }

    @Override
    public void trial(Trial trial, SearchProgress progress) {
        synchronized (trials) {
            trials.add(trial);
        }
    }

    @Override
    public void baseline(SearchProgress progress) {
        baseline = progress.evaluated();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = status(exchange);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean last = finished;
            byte[] body = status == OK ? page() : new byte[0];
            if (!last) {
                exchange.getResponseHeaders().set("Refresh", Long.toString(refresh.toSeconds()));
            }
            boolean whole = exchange.getRequestMethod().equals("GET") && body.length > 0;
            exchange.sendResponseHeaders(status, whole ? body.length : -1);
            if (whole) {
                exchange.getResponseBody().write(body);
            }
            if (last && whole) {
                lastShown.countDown();
            }
        }
    }

    private int status(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        int port = server.getAddress().getPort();
        return !Set.of(address().getAuthority(), "localhost:" + port).contains(host == null ? "" : host)
                ? FORBIDDEN
                : !Set.of("GET", "HEAD").contains(exchange.getRequestMethod())
                        ? METHOD_NOT_ALLOWED
                        : exchange.getRequestURI().getPath().equals("/") ? OK : NOT_FOUND;
    }

    /** Written anew only when there is more to show: what watching takes from the search is kept small. */
    private byte[] page() {
        read = true;
        List<Trial> soFar;
        synchronized (trials) {
            soFar = List.copyOf(trials);
        }
        int toShow = soFar.size() + baseline;
        if (shown != toShow) {
            page = Report.html(ReportModelReader.model(run, soFar)).getBytes(StandardCharsets.UTF_8);
            shown = toShow;
        }
        return page;
    }

    /**
     * Ends it. A browser that watches is given the time to ask once more: its page then stays, whole and without loading
     * itself anew.
     */
    @Override
    public void close() {
        finished = true;
        boolean watched = read;
        try {
            if (watched) {
                lastShown.await(refresh.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(watched ? 1 : 0);
    }
}
