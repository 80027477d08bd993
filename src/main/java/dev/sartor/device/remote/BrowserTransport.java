package dev.sartor.device.remote;

import dev.sartor.base.file.TemporaryFolder;
import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts an agent in a page of a headless browser based on Chromium.
 *
 * @param browser the program
 * @param scripts folder of the page
 * @param runtime folder of the runtime's npm package
 * @param page    name of the page for this runtime in that folder
 * @param threads number of threads of the runtime
 */
record BrowserTransport(String browser, Path scripts, Path runtime, String page, int threads)
        implements AgentTransport {
    private static final Duration STDERR_TIMEOUT = Duration.ofMillis(500);
    /** A separate profile, no network services, and no throttling of a page that is not visible. */
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
        TemporaryFolder profile = TemporaryFolder.create("browser");
        PageServer server = PageServer.start(scripts, runtime, page, threads);
        try {
            // a loaded page ends the browser when this process ends; before, the browser must be killed with the
            // process
            Process process = Shell.startKilledWithParent(command(profile.path(), server.url()));
            // the replies end with the browser, so that its end is detected at once
            process.onExit().thenRun(server::close);
            return new BrowserChannel(process, OutputTail.of(process.getErrorStream()), server, profile);
        } catch (IOException e) {
            server.close();
            profile.close();
            throw e;
        }
    }

    private List<String> command(Path profile, String url) {
        List<String> words = new ArrayList<>(List.of(browser));
        words.addAll(OPTIONS);
        if ("root".equals(System.getProperty("user.name"))) {
            // Chromium refuses its sandbox as root, as in containers
            words.add("--no-sandbox");
        }
        words.add("--user-data-dir=" + profile);
        words.add(url);
        return words;
    }

    @Override
    public String text() {
        return "in the browser '" + browser + "'";
    }

    private record BrowserChannel(Process process, OutputTail stderr, PageServer server, TemporaryFolder profile)
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
        public String diagnostics() {
            try {
                if (!process.waitFor(STDERR_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return "";
                }
                stderr.await(STDERR_TIMEOUT);
                return "the browser ended with status " + process.exitValue()
                        + (stderr.text().isEmpty() ? "" : ", its output: " + stderr.text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return stderr.text();
            }
        }

        @Override
        public void close() {
            server.close();
            Shell.killTree(process);
            // a killed browser may still be writing: what cannot be removed stays until another process needs a folder
            profile.close();
        }
    }
}
