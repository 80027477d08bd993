package dev.sartor.device.command;

import dev.sartor.base.Uninterruptibly;
import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A shell command with a time limit.
 *
 * @param environment where it runs
 */
record ShellCommand(String text, CommandEnvironment environment) {
    private static final int MAX_SHOWN_CHARACTERS = 300;
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(1);

    /** The command failed; the message contains its output. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Runs the command and waits for its end.
     *
     * @return its standard output
     * @throws Failure if it does not start, takes longer than {@code timeout}, or ends with a status other than 0
     */
    String output(Duration timeout) throws Failure {
        return Uninterruptibly.call(() -> {
            Process process = start();
            try {
                return output(process, timeout);
            } catch (InterruptedException e) {
                throw new IllegalStateException("This thread is never interrupted", e);
            } finally {
                Shell.killTree(process);
            }
        });
    }

    private Process start() throws Failure {
        try {
            Process process = environment.start(text);
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new Failure("'" + text + "' does not start: " + e.getMessage(), e);
        }
    }

    private String output(Process process, Duration timeout) throws Failure, InterruptedException {
        var stdout = new FutureTask<>(() -> text(process.getInputStream()));
        Thread.ofPlatform().daemon().name("stdout").start(stdout);
        OutputTail stderr = OutputTail.of(process.getErrorStream());
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Failure("'" + text + "' took longer than " + timeout.toMillis() / 1000.0 + " s"
                    + outputSuffix(stderr.text()));
        }
        try {
            String printed = stdout.get(OUTPUT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            stderr.await(OUTPUT_TIMEOUT);
            if (process.exitValue() != 0) {
                throw new Failure("'" + text + "' ended with status " + process.exitValue()
                        + outputSuffix(stderr.text().isEmpty() ? lastPart(printed) : stderr.text()));
            }
            return printed;
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure("'" + text + "' started a process that keeps its output open", e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String outputSuffix(String text) {
        return text.isEmpty() ? "" : ", saying: " + text;
    }

    /** The last part of an output, on one line. */
    static String lastPart(String printed) {
        String line = printed.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.length() <= MAX_SHOWN_CHARACTERS
                ? line
                : "… " + line.substring(line.length() - MAX_SHOWN_CHARACTERS);
    }
}
