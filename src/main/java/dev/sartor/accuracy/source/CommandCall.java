package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.base.process.Heartbeat;
import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One call of a command, which reads a request from stdin and prints its answer as its last line.
 */
final class CommandCall {
    /** More than a command that evaluates a whole population prints in a line. */
    private static final int MAX_ANSWER_LENGTH = 1 << 20;
    /** Limit of the wait for output of a command that has ended. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(1);

    private static final int MAX_QUOTED_LENGTH = 400;
    private static final Duration POLL = Duration.ofMillis(200);

    private final AccuracySpec.Command spec;
    private final Duration maxSilence;

    /** @param maxSilence longest time without a {@link Heartbeat}, after the first one of the command; then the call fails */
    CommandCall(AccuracySpec.Command spec, Duration maxSilence) {
        this.spec = spec;
        this.maxSilence = maxSilence;
    }

    /** The failure of a call that may succeed when it is repeated. Its message contains the last output of the command. */
    static final class CallFailure extends Exception {
        private static final long serialVersionUID = 1L;

        CallFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Runs the command and waits for it; all processes that it started are ended.
     *
     * @param input  writes the stdin of the command
     * @param stderr receives each line that the command prints to stderr, heartbeats excepted
     * @param answer parses the last line that the command prints to stdout
     * @throws UserError for an output that a repeated call would not correct
     */
    <T> T run(RetriedCommand.Input input, Consumer<String> stderr, RetriedCommand.Answer<T> answer)
            throws CallFailure, InterruptedException {
        Process process = start();
        try {
            OutputTail stdoutTail = OutputTail.of(process.getInputStream(), MAX_ANSWER_LENGTH);
            var heartbeats = new Heartbeat.Monitor(maxSilence, System::nanoTime);
            OutputTail stderrTail = OutputTail.of(process.getErrorStream(), line -> {
                boolean heartbeat = heartbeats.receive(line);
                if (!heartbeat) {
                    stderr.accept(line);
                }
                return !heartbeat;
            });
            // on another thread, because a command that hangs may not read its stdin
            Thread.ofVirtual().name("stdin").start(() -> send(input, process));
            await(process, heartbeats, stderrTail);
            stdoutTail.await(OUTPUT_TIMEOUT);
            stderrTail.await(OUTPUT_TIMEOUT);
            if (process.exitValue() != 0) {
                throw failure("ended with exit code " + process.exitValue(), stderrTail);
            }
            return parse(stdoutTail.lastLine(), answer, stderrTail);
        } finally {
            Shell.killTree(process);
        }
    }

    /** Waits for the end of the process, or fails if it takes too long or its heartbeats stop. */
    private void await(Process process, Heartbeat.Monitor heartbeats, OutputTail stderrTail)
            throws CallFailure, InterruptedException {
        long startNanos = System.nanoTime();
        while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - startNanos > spec.timeout().toNanos()) {
                throw failure("took longer than " + spec.timeout().toSeconds() + " s", stderrTail);
            }
            if (heartbeats.isLost()) {
                throw failure("has sent no heartbeat for " + maxSilence.toSeconds() + " s: it hangs", stderrTail);
            }
        }
    }

    private Process start() throws CallFailure {
        try {
            return Shell.start(spec.command(), Map.of());
        } catch (IOException e) {
            throw new CallFailure("does not start: " + e.getMessage(), e);
        }
    }

    private static void send(RetriedCommand.Input input, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            input.writeTo(in);
        } catch (IOException e) {
            // the command ended or closed its stdin: its output says whether it failed
        }
    }

    private static <T> T parse(String line, RetriedCommand.Answer<T> answer, OutputTail stderrTail) throws CallFailure {
        if (line.isEmpty()) {
            throw failure("printed nothing", stderrTail);
        }
        return answer.parse(line)
                .orElseThrow(() -> failure(
                        "printed '" + line.substring(0, Math.min(line.length(), MAX_QUOTED_LENGTH))
                                + "' last, which is neither a number nor JSON with an accuracy",
                        stderrTail));
    }

    private static CallFailure failure(String what, OutputTail stderrTail) {
        Throwable noCause = null;
        return new CallFailure(
                what + (stderrTail.text().isEmpty() ? "" : "; its stderr ends with: " + stderrTail.text()), noCause);
    }
}
