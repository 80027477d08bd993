package dev.sartor.device.remote;

import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts a browser of Chromium's family without a window, on a page of its own that is an agent.
 *
 * @param browser the program
 * @param scripts the folder of the page
 * @param runtime the folder of the npm package onnxruntime-web
 */
record BrowserTransport(String browser, Path scripts, Path runtime, int threads) implements AgentTransport {
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    /** Nothing of the user's is touched, nothing is looked up, and a page that nobody sees runs as fast as one in view. */
    private static final List<String> OPTIONS = List.of(
            "--headless=new",
            "--disable-gpu",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows");

    @Override
    public AgentChannel open() throws IOException {
        Path profile = Files.createTempDirectory("sartor-browser-");
        PageServer server = PageServer.start(scripts, runtime, threads);
        try {
            // the page ends its browser when this process is gone, but a browser that has not loaded it yet would stay
            Process process = Shell.startBound(command(profile, server.url()));
            // replies end with the browser, so that its end is noticed at once
            process.onExit().thenRun(server::close);
            return new BrowserChannel(process, OutputTail.of(process.getErrorStream()), server, profile);
        } catch (IOException e) {
            server.close();
            delete(profile);
            throw e;
        }
    }

    private String command(Path profile, String url) {
        // Chromium does not start its sandbox as root, as it is in containers
        String sandbox = "root".equals(System.getProperty("user.name")) ? " --no-sandbox" : "";
        return browser + " " + String.join(" ", OPTIONS) + sandbox + " --user-data-dir="
                + Shell.quote(profile.toString()) + " " + Shell.quote(url);
    }

    @Override
    public String text() {
        return "in the browser '" + browser + "'";
    }

    private record BrowserChannel(Process process, OutputTail stderr, PageServer server, Path profile)
            implements AgentChannel {
        @Override
        public OutputStream requests() {
            return server.requests();
        }

        @Override
        public InputStream replies() {
            return server.replies();
        }

        @Override
        public String complaint() {
            try {
                if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                    return "";
                }
                stderr.await(LAST_WORDS);
                return "the browser ended with status " + process.exitValue()
                        + (stderr.text().isEmpty() ? "" : ", it said: " + stderr.text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return stderr.text();
            }
        }

        @Override
        public void close() {
            server.close();
            Shell.killTree(process);
            delete(profile);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            // a browser that was killed may still be writing: what cannot be removed now stays in the system's
            // temporary folder
            files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(BrowserTransport.class.getName())
                    .log(System.Logger.Level.DEBUG, "the browser's folder stays: " + folder, e);
        }
    }
}
