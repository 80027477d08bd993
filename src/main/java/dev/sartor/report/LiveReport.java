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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves the report of a running search as a page that reloads every few seconds. The HTML is that of the final report. The
 * server listens on the loopback address. It accepts only GET and HEAD, and only requests for its own host name, which prevents
 * DNS rebinding. Each request has a thread and a time limit, so that an unfinished request does not delay others.
 */
public final class LiveReport implements SearchListener, AutoCloseable {
    private static final int NO_PAGE_YET = -1;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NO_BODY = -1;
    private static final int ANY_FREE_PORT = 0;
    private static final int DEFAULT_BACKLOG = 0;
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(3);

    static {
        // the server of the JDK reads these properties when it is first used; without them, unfinished requests stay
        // open for ever
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "64");
    }

    private final RunFolder run;
    private final HttpServer server;
    private final Duration refresh;
    private final List<Trial> trials = new ArrayList<>();
    private final CountDownLatch finalPageServed = new CountDownLatch(1);
    private volatile int baselineTrials;
    private volatile boolean pageRequested;
    private volatile boolean finished;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    // guarded by the lock of this object
    private int trialsOnPage = NO_PAGE_YET;
    private byte[] page;

    private LiveReport(RunFolder run, HttpServer server, Duration refresh) {
        this.run = run;
        this.server = server;
        this.refresh = refresh;
    }

    /** Serves the report of a run on a free port. */
    public static LiveReport open(RunFolder run) {
        return open(run, REFRESH_INTERVAL);
    }

    /** @param refresh whole seconds after which the browser reloads */
    static LiveReport open(RunFolder run, Duration refresh) {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_FREE_PORT), DEFAULT_BACKLOG);
            var live = new LiveReport(run, server, refresh);
            server.setExecutor(live.threads);
            server.createContext("/", live::answer);
            server.start();
            return live;
        } catch (IOException e) {
            throw new UserError(
                    "the report cannot be served: " + e.getMessage(),
                    "--watch",
                    "search without --watch",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    /** The address for a browser on this machine. */
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
        baselineTrials = progress.evaluated();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = status(exchange);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean isFinal = finished;
            byte[] body = status == OK ? page() : new byte[0];
            if (!isFinal) {
                exchange.getResponseHeaders().set("Refresh", Long.toString(refresh.toSeconds()));
            }
            boolean hasBody = exchange.getRequestMethod().equals("GET") && body.length > 0;
            exchange.sendResponseHeaders(status, hasBody ? body.length : NO_BODY);
            if (hasBody) {
                exchange.getResponseBody().write(body);
            }
            if (isFinal && hasBody) {
                finalPageServed.countDown();
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

    /** The page, rebuilt only if there are new trials, so that watching does not slow the search. */
    private synchronized byte[] page() {
        pageRequested = true;
        List<Trial> snapshot;
        synchronized (trials) {
            snapshot = List.copyOf(trials);
        }
        int newestTrials = snapshot.size() + baselineTrials;
        if (trialsOnPage != newestTrials) {
            page = Report.html(ReportModelReader.read(run, snapshot)).getBytes(StandardCharsets.UTF_8);
            trialsOnPage = newestTrials;
        }
        return page;
    }

    /**
     * Stops the server. An open browser gets the time to load the final page, which does not reload.
     */
    @Override
    public void close() {
        finished = true;
        boolean isWatched = pageRequested;
        try {
            if (isWatched) {
                finalPageServed.await(refresh.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int maxDelaySeconds = isWatched ? 1 : 0;
        server.stop(maxDelaySeconds);
        threads.shutdownNow();
    }
}
