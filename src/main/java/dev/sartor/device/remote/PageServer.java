package dev.sartor.device.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP server for the page that runs models in a browser. The page posts a reply, and the response is the next request. The
 * server listens only on the loopback interface, on a free port, under a random path.
 */
final class PageServer implements AutoCloseable {
    /** Scripts of the page, and files of the runtime and of the package that LiteRT needs. */
    private static final String SERVED_FILES = "(runtime/(dist|wasm)/|wasm-utils/dist/)?[A-Za-z0-9._-]+";

    private static final int MAX_WAITING_REQUESTS = 16;
    private static final int ANY_FREE_PORT = 0;
    private static final int DEFAULT_BACKLOG = 0;
    /** A request that tells the page to stop. */
    private static final byte[] STOP = new byte[0];

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    static {
        // otherwise the second packet of a response waits for the acknowledgement of the first, which takes up to 40 ms
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String path = "/" + UUID.randomUUID() + "/";
    private final Path scripts;
    private final Path runtime;
    private final String pageWithQuery;
    private final BlockingQueue<byte[]> requests = new ArrayBlockingQueue<>(MAX_WAITING_REQUESTS);
    private final QueuedInputStream replies = new QueuedInputStream();

    private PageServer(Path scripts, Path runtime, String page, int threadCount) throws IOException {
        this.scripts = scripts;
        this.runtime = runtime;
        this.pageWithQuery = page + "?threads=" + threadCount + "&version="
                + URLEncoder.encode(version(runtime), StandardCharsets.UTF_8);
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_FREE_PORT), DEFAULT_BACKLOG);
        server.setExecutor(threads);
        server.createContext(path, this::serve);
        server.start();
    }

    static PageServer start(Path scripts, Path runtime, String page, int threadCount) throws IOException {
        return new PageServer(scripts, runtime, page, threadCount);
    }

    private static String version(Path runtime) {
        return JsonMapper.shared()
                .readTree(runtime.resolve("package.json").toFile())
                .path("version")
                .asString();
    }

    /** The address of the page. */
    String url() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path + pageWithQuery;
    }

    /** The stream for requests; each write must be one line. */
    OutputStream requests() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                byte[] line = new byte[length];
                System.arraycopy(bytes, from, line, 0, length);
                if (!requests.offer(line)) {
                    throw new IOException("the page does not accept requests");
                }
            }
        };
    }

    InputStream replies() {
        return replies;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath().substring(path.length())) {
                case "exchange" -> exchange(exchange);
                case "alive" -> {
                    replies.add(AgentProtocol.line(new AgentReply.Working()).getBytes(StandardCharsets.UTF_8));
                    send(exchange, OK, new byte[0], "text/plain");
                }
                case String name -> file(exchange, name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void exchange(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] reply = exchange.getRequestBody().readNBytes(ProtocolLimits.MAX_LINE_BYTES);
        if (reply.length > 0) {
            byte[] line = Arrays.copyOf(reply, reply.length + 1);
            line[reply.length] = '\n';
            replies.add(line);
        }
        byte[] request = requests.take();
        send(exchange, request == STOP ? GONE : OK, request, "application/json");
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        int slash = name.indexOf('/');
        Path file = slash < 0
                ? scripts.resolve(name)
                : packageFolder(name.substring(0, slash)).resolve(name.substring(slash + 1));
        boolean isServed = name.matches(SERVED_FILES) && Files.isRegularFile(file);
        send(exchange, isServed ? OK : NOT_FOUND, isServed ? Files.readAllBytes(file) : new byte[0], type(name));
    }

    /** The folder of the runtime's package, or of a package beside it. */
    private Path packageFolder(String name) {
        return name.equals("runtime") ? runtime : runtime.resolveSibling(name);
    }

    private static String type(String name) {
        return name.endsWith(".mjs") || name.endsWith(".js")
                ? "text/javascript"
                : name.endsWith(".wasm") ? "application/wasm" : "text/html";
    }

    private static void send(HttpExchange exchange, int status, byte[] body, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        // an isolated page has threads and a clock with a resolution of 5 us
        exchange.getResponseHeaders().set("Cross-Origin-Opener-Policy", "same-origin");
        exchange.getResponseHeaders().set("Cross-Origin-Embedder-Policy", "require-corp");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        requests.clear();
        requests.offer(STOP);
        int delaySeconds = 0;
        server.stop(delaySeconds);
        threads.shutdownNow();
        replies.end();
    }
}
