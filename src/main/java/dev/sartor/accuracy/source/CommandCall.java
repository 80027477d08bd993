package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
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
 * One call of the user's command: it reads a question from stdin, and the last line it prints is the accuracy, as a number or
 * as a JSON object with the key {@code accuracy}.
 */
final class CommandCall {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private final AccuracySpec.Command spec;

    CommandCall(AccuracySpec.Command spec) {
        this.spec = spec;
    }

    /** The call failed, and another one may not; the message says how, and what the command said. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Runs the command; nothing that it started is left behind.
     *
     * @param stderr hears each line that the command prints there
     * @return the accuracy, in [0, 1]
     * @throws UserError if the command does what no other call will fix
     */
    double ask(String question, Consumer<String> stderr) throws Failed, InterruptedException {
        Process process = start();
        try {
            OutputTail printed = OutputTail.of(process.getInputStream());
            OutputTail said = OutputTail.of(process.getErrorStream(), stderr);
            tell(process, question);
            if (!process.waitFor(spec.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("took longer than " + spec.timeout().toSeconds() + " s", said);
            }
            printed.await(LAST_WORDS);
            said.await(LAST_WORDS);
            if (process.exitValue() != 0) {
                throw failed("ended with exit code " + process.exitValue(), said);
            }
            return answer(printed.lastLine(), said);
        } finally {
            Shell.killTree(process);
        }
    }

    private Process start() throws Failed {
        try {
            return Shell.start(spec.command(), Map.of());
        } catch (IOException e) {
            throw new Failed("does not start: " + e.getMessage(), e);
        }
    }

    private static void tell(Process process, String question) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((question + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended, or closed its stdin: what it prints decides
        }
    }

    private double answer(String line, OutputTail said) throws Failed {
        double accuracy = number(line, said);
        if (!EvaluationMetric.ACCURACY.holds(accuracy)) {
            throw new UserError(
                    "the command printed " + line + ", which is no accuracy",
                    "accuracy '" + spec.text() + "'",
                    "print a share from 0 to 1 as the last line (0.931 for 93.1 %)");
        }
        return accuracy;
    }

    private static double number(String line, OutputTail said) throws Failed {
        if (line.isEmpty()) {
            throw failed("printed nothing", said);
        }
        try {
            JsonNode node = Json.COMPACT.readTree(line);
            JsonNode accuracy = node.isObject() ? node.path("accuracy") : node;
            if (accuracy.isNumber()) {
                return accuracy.asDouble();
            }
        } catch (JacksonException e) {
            // falls to the one message below
        }
        if (line.matches("(?i)[-+]?(nan|inf(inity)?)")) {
            return Double.NaN;
        }
        throw failed("printed '" + line + "' last, which is neither a number nor JSON with an accuracy", said);
    }

    private static Failed failed(String what, OutputTail said) {
        return new Failed(what + (said.text().isEmpty() ? "" : "; it said: " + said.text()), null);
    }
}
