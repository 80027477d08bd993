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
 * One command line, run to its end.
 *
 * @param environment variables added to this process's own
 */
record ShellCommand(String text, Map<String, String> environment) {
    private static final int SHOWN = 300;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** The command failed; the message says how, and what it said. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Runs it.
     *
     * @return what it printed to stdout
     * @throws Failed if it does not start, takes longer than {@code timeout}, or ends with another status than 0
     */
    String output(Duration timeout) throws Failed {
        return Uninterruptibly.call(() -> {
            Process process = started();
            try {
                return output(process, timeout);
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts this thread", e);
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
                    "'" + text + "' took longer than " + timeout.toMillis() / 1000.0 + " s" + said(stderr.text()),
                    null);
        }
        try {
            String printed = stdout.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            stderr.await(LAST_WORDS);
            if (process.exitValue() != 0) {
                throw new Failed(
                        "'" + text + "' ended with status " + process.exitValue()
                                + said(stderr.text().isEmpty() ? end(printed) : stderr.text()),
                        null);
            }
            return printed;
        } catch (ExecutionException | TimeoutException e) {
            throw new Failed("'" + text + "' left something behind that keeps its output open", e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String said(String words) {
        return words.isEmpty() ? "" : ", saying: " + words;
    }

    /** The end of an output, on one line. */
    static String end(String printed) {
        String line = printed.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.length() <= SHOWN ? line : "… " + line.substring(line.length() - SHOWN);
    }
}
