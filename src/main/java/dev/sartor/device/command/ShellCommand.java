package dev.sartor.device.command;

import dev.sartor.base.Uninterruptibly;
import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A shell command that runs to its end.
 *
 * @param environment variables in addition to those of this process
 */
record ShellCommand(String text, Map<String, String> environment) {
    private static final int SHOWN = 300;
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(1);

    /** The command failed; the message contains its output. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Runs it.
     *
     * @return its standard output
     * @throws Failed if it does not start, takes longer than {@code timeout}, or ends with a status other than 0
     */
    String output(Duration timeout) throws Failed {
        return Uninterruptibly.call(() -> {
            Process process = started();
            try {
                return output(process, timeout);
            } catch (InterruptedException e) {
                throw new IllegalStateException("This thread is never interrupted", e);
            } finally {
                Shell.killTree(process);
            }
        });
    }

    private Process started() throws Failed {
        try {
            Process process = Shell.start(text, environment);
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new Failed("'" + text + "' does not start: " + e.getMessage(), e);
        }
    }

    private String output(Process process, Duration timeout) throws Failed, InterruptedException {
        var stdout = new FutureTask<>(() -> text(process.getInputStream()));
        Thread.ofPlatform().daemon().name("stdout").start(stdout);
        OutputTail stderr = OutputTail.of(process.getErrorStream());
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Failed(
                    "'" + text + "' took longer than " + timeout.toMillis() / 1000.0 + " s" + withOutput(stderr.text()),
                    null);
        }
        try {
            String printed = stdout.get(OUTPUT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            stderr.await(OUTPUT_TIMEOUT);
            if (process.exitValue() != 0) {
                throw new Failed(
                        "'" + text + "' ended with status " + process.exitValue()
                                + withOutput(stderr.text().isEmpty() ? lastPart(printed) : stderr.text()),
                        null);
            }
            return printed;
        } catch (ExecutionException | TimeoutException e) {
            throw new Failed("'" + text + "' started a process that keeps its output open", e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String withOutput(String text) {
        return text.isEmpty() ? "" : ", saying: " + text;
    }

    /** The last part of an output, on one line. */
    static String lastPart(String printed) {
        String line = printed.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.length() <= SHOWN ? line : "… " + line.substring(line.length() - SHOWN);
    }
}
