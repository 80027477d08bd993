package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.base.process.Heartbeat;
import dev.sartor.base.process.OutputTail;
import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One call of the user's command. The command reads a request from stdin and prints the accuracy as its last line, as a number or
 * as a JSON object with the key {@code accuracy}.
 */
final class CommandCall {
    /** Limit of the wait for output of a command that has ended. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(1);

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
     * @param request one line for the stdin of the command
     * @param stderr  receives each line that the command prints to stderr, heartbeats excepted
     * @return the accuracy, in [0, 1]
     * @throws UserError for an output that a repeated call would not correct
     */
    double run(String request, Consumer<String> stderr) throws CallFailure, InterruptedException {
        Process process = start();
        try {
            OutputTail stdoutTail = OutputTail.of(process.getInputStream());
            var heartbeats = new Heartbeat.Monitor(maxSilence, System::nanoTime);
            OutputTail stderrTail = OutputTail.of(process.getErrorStream(), line -> {
                boolean heartbeat = heartbeats.receive(line);
                if (!heartbeat) {
                    stderr.accept(line);
                }
                return !heartbeat;
            });
            send(request, process);
            await(process, heartbeats, stderrTail);
            stdoutTail.await(OUTPUT_TIMEOUT);
            stderrTail.await(OUTPUT_TIMEOUT);
            if (process.exitValue() != 0) {
                throw failure("ended with exit code " + process.exitValue(), stderrTail);
            }
            return parseAccuracy(stdoutTail.lastLine(), stderrTail);
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

    private static void send(String request, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // the command ended or closed its stdin: its output says whether it failed
        }
    }

    /** @param line the last line that the command printed to stdout */
    private double parseAccuracy(String line, OutputTail stderrTail) throws CallFailure {
        double accuracy = parseNumber(line, stderrTail);
        if (!EvaluationMetric.ACCURACY.isValid(accuracy)) {
            throw new UserError(
                    "the command printed " + line + ", which is not an accuracy",
                    "accuracy '" + spec.text() + "'",
                    "print a share from 0 to 1 as the last line (0.931 for 93.1 %)");
        }
        return accuracy;
    }

    private static double parseNumber(String line, OutputTail stderrTail) throws CallFailure {
        if (line.isEmpty()) {
            throw failure("printed nothing", stderrTail);
        }
        try {
            JsonNode node = Json.COMPACT.readTree(line);
            JsonNode accuracy = node.isObject() ? node.path("accuracy") : node;
            if (accuracy.isNumber()) {
                return accuracy.asDouble();
            }
        } catch (JacksonException e) {
            // reported below, as any other invalid text
        }
        if (line.matches("(?i)[-+]?(nan|inf(inity)?)")) {
            return Double.NaN;
        }
        throw failure("printed '" + line + "' last, which is neither a number nor JSON with an accuracy", stderrTail);
    }

    private static CallFailure failure(String what, OutputTail stderrTail) {
        Throwable noCause = null;
        return new CallFailure(
                what + (stderrTail.text().isEmpty() ? "" : "; its stderr ends with: " + stderrTail.text()), noCause);
    }
}
