package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sartor.report.HeadlessBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** LiteRT for JavaScript in headless Chromium, if {@code .ci/run} has installed both. */
final class BrowserRuntime implements AutoCloseable {
    private static final Path MODULES = Path.of("target/npm/node_modules/@litertjs");
    private static final String SCRIPT = "litert.mjs";
    private static final String PAGE = """
        <!doctype html>
        <script type="importmap">
        {"imports": {"@litertjs/core": "./core/dist/index.js", "@litertjs/wasm-utils": "./wasm-utils/dist/index.js"}}
        </script>
        <body>
        <script type="module">
        import {load} from './litert.mjs';
        const liteRt = load('/core/wasm/', 1);
        window.runModel = async (model, images) => {
          const open = await (await liteRt).open(Uint8Array.fromBase64(model));
          const given = Uint8Array.fromBase64(images);
          const parts = [];
          for (let at = 0; at < given.length; at += open.inputBytes) {
            open.set(given.subarray(at, at + open.inputBytes));
            parts.push(...await open.outputs());
          }
          open.close();
          const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
          let end = 0;
          for (const part of parts) { all.set(part, end); end += part.length; }
          return all.toBase64();
        };
        </script>
        """;
    private static final String CALL = """
        const [model, images, done] = arguments;
        const started = Date.now();
        const run = () => window.runModel
            ? window.runModel(model, images).then(done, e => done('failed: ' + e))
            : Date.now() - started < 20000 ? setTimeout(run, 20) : done('failed: the page has no runtime');
        run();
        """;

    private final HttpServer server;
    private final HeadlessBrowser browser;

    /**
     * Skips the test if a part is not installed.
     *
     * @param profile a folder for the browser's files
     */
    BrowserRuntime(Path profile) throws IOException {
        assumeTrue(Files.isDirectory(MODULES), "npm's package @litertjs/core is not installed in " + MODULES);
        browser = new HeadlessBrowser(profile);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", BrowserRuntime::serve);
        server.start();
        browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        browser.driver().get("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static void serve(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        byte[] content = name.isEmpty()
                ? PAGE.getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(
                        name.equals(SCRIPT)
                                ? Path.of("src/main/resources/dev/sartor/device/remote", SCRIPT)
                                : MODULES.resolve(name));
        exchange.getResponseHeaders().set("Content-Type", type(name));
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private static String type(String name) {
        return name.endsWith("js") ? "text/javascript" : name.endsWith(".wasm") ? "application/wasm" : "text/html";
    }

    /** The outputs of a model for its images. */
    byte[] run(ModelRun run) {
        var encoder = Base64.getEncoder();
        String result = (String) browser.driver()
                .executeAsyncScript(CALL, encoder.encodeToString(run.model()), encoder.encodeToString(run.images()));
        assertFalse(result.startsWith("failed"), () -> result + browser.consoleMessages());
        return Base64.getDecoder().decode(result);
    }

    @Override
    public void close() {
        server.stop(0);
        browser.close();
    }
}
