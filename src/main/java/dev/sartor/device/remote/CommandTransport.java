package dev.sartor.device.remote;

import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts an agent with a command line, whose stdin and stdout are connected to it.
 *
 * @param command {@code ssh pi@host sartor agent}, {@code docker exec -i box sartor agent} …
 */
record CommandTransport(String command) implements AgentTransport {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STDERR_TIMEOUT = Duration.ofMillis(500);

    @Override
    public AgentChannel open() throws IOException {
        Process process = Shell.start(command, Map.of());
        return new ProcessChannel(process, OutputTail.of(process.getErrorStream()));
    }

    @Override
    public String text() {
        return "via '" + command + "'";
    }

    private record ProcessChannel(Process process, OutputTail stderr) implements AgentChannel {
        @Override
        public OutputStream requests() {
            return process.getOutputStream();
        }

        @Override
        public InputStream replies() {
            return process.getInputStream();
        }

        @Override
        public String diagnostics() {
            try {
                boolean ended = process.waitFor(STDERR_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                stderr.await(STDERR_TIMEOUT);
                String said = stderr.text().isEmpty() ? "" : "its output: " + stderr.text();
                return ended
                        ? (said.isEmpty() ? "" : said + ", ") + "it ended with status " + process.exitValue()
                        : said;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return stderr.text();
            }
        }

        @Override
        public void close() {
            try {
                // at the end of stdin the agent closes its device; killing the local process may not end the remote one
                process.getOutputStream().close();
                process.waitFor(EXIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (IOException e) {
                // it has ended already
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Shell.killTree(process);
            }
        }
    }
}
