package dev.sartor.device.remote;

import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Starts an agent as a process, whose stdin and stdout are connected to it.
 *
 * @param text    the name of the transport in messages
 * @param program the program and its arguments
 */
record CommandTransport(String text, ProcessStarter program) implements AgentTransport {
    /** Starts a process. */
    @FunctionalInterface
    interface ProcessStarter {
        Process start() throws IOException;
    }

    /** A command line that the user has typed: {@code ssh pi@host sartor agent}, {@code docker exec -i box sartor agent} … */
    static CommandTransport ofCommandLine(String via) {
        return new CommandTransport("via '" + via + "'", () -> Shell.start(via, Map.of()));
    }

    /** A program and its arguments, without a shell. */
    static CommandTransport ofProgram(List<String> words) {
        return new CommandTransport(
                "via " + words.stream().map(Shell::quote).collect(Collectors.joining(" ")),
                () -> Shell.startProgram(words, Map.of()));
    }

    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STDERR_TIMEOUT = Duration.ofMillis(500);

    @Override
    public AgentChannel open() throws IOException {
        Process process = program.start();
        return new ProcessChannel(process, OutputTail.of(process.getErrorStream()));
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
