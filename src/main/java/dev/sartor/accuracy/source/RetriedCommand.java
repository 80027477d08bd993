package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.base.process.Heartbeat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A command that is called for each architecture. A failed call is repeated as often as the user allowed. */
public final class RetriedCommand {
    private final AccuracySpec.Command spec;
    private final Optional<Path> folder;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param folder folder for the file {@code command.log}, with what the command prints to stderr; empty for none */
    public RetriedCommand(AccuracySpec.Command spec, Optional<Path> folder) {
        this.spec = spec;
        this.folder = folder;
    }

    public AccuracySpec.Command spec() {
        return spec;
    }

    /** Writes what a command reads from its stdin. */
    @FunctionalInterface
    public interface Input {
        void writeTo(OutputStream stdin) throws IOException;

        /** A single line. */
        static Input line(String text) {
            return stdin -> stdin.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Parses the last line that a command prints; empty if it is no answer, so that the call has failed. */
    @FunctionalInterface
    public interface Answer<T> {
        Optional<T> parse(String line);
    }

    /**
     * The accuracy that the command prints, as a number or as a JSON object with the key {@code accuracy}.
     *
     * @throws UserError if all calls fail, or it prints a number that is no accuracy
     */
    public double accuracy(CommandRequest request) throws InterruptedException {
        return call(
                Input.line(request.json()),
                this::accuracyOf,
                "architecture " + String.join("|", request.architecture().blockStrings()));
    }

    /**
     * The answer that the command prints.
     *
     * @param subject what the call is about, for errors
     * @throws UserError if all calls fail
     */
    public <T> T call(Input input, Answer<T> answer, String subject) throws InterruptedException {
        var call = new CommandCall(spec, Heartbeat.MAX_SILENCE);
        CommandCall.CallFailure lastFailure = null;
        for (int i = 0; i <= spec.retries(); i++) {
            try {
                return call.run(input, logger("call " + calls.incrementAndGet()), answer);
            } catch (CommandCall.CallFailure e) {
                lastFailure = e;
            }
        }
        throw failure(subject, lastFailure);
    }

    private UserError failure(String subject, CommandCall.CallFailure cause) {
        return new UserError(
                "the accuracy command " + cause.getMessage(),
                "accuracy '" + spec.text() + "', " + subject,
                "correct the command and continue with sartor search --resume; its stderr is in the folder of the run",
                UserError.ExitCode.FAILED,
                cause);
    }

    /**
     * The accuracy in a line that the command printed; empty if there is none.
     *
     * @throws UserError if the number is no accuracy
     */
    public Optional<Double> accuracyOf(String line) {
        Optional<Double> number = parseNumber(line);
        if (number.isPresent() && !EvaluationMetric.ACCURACY.isValid(number.get())) {
            throw new UserError(
                    "the command printed " + line + ", which is not an accuracy",
                    "accuracy '" + spec.text() + "'",
                    "print a share from 0 to 1 as the last line (0.931 for 93.1 %)");
        }
        return number;
    }

    private static Optional<Double> parseNumber(String line) {
        try {
            JsonNode node = Json.COMPACT.readTree(line);
            JsonNode accuracy = node.isObject() ? node.path("accuracy") : node;
            if (accuracy.isNumber()) {
                return Optional.of(accuracy.asDouble());
            }
        } catch (JacksonException e) {
            // no answer, as any other text
        }
        return line.matches("(?i)[-+]?(nan|inf(inity)?)") ? Optional.of(Double.NaN) : Optional.empty();
    }

    /** Appends lines to the log, with the number of the call. */
    private Consumer<String> logger(String call) {
        return line -> folder.ifPresent(f -> append(f, call + ": " + line + "\n"));
    }

    private static synchronized void append(Path folder, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("command.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // the search does not need the log
        }
    }
}
