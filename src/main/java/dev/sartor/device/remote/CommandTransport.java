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
 * Starts an agent by a command line, whose stdin and stdout then lead to it.
 *
 * @param command {@code ssh pi@host sartor agent}, {@code docker exec -i box sartor agent} …
 */
record CommandTransport(String command) implements AgentTransport {
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

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
        public String complaint() {
            try {
                boolean ended = process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
                stderr.await(LAST_WORDS);
                String said = stderr.text().isEmpty() ? "" : "it said: " + stderr.text();
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
                // the end of its stdin lets an agent close its device; killing the near end may not reach the far one
                process.getOutputStream().close();
                process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (IOException e) {
                // it is gone already
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Shell.killTree(process);
            }
        }
    }
}
