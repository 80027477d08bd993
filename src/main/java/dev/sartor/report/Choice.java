package dev.sartor.report;

import dev.sartor.arch.UserError;
import dev.sartor.data.AtomicFile;
import dev.sartor.executor.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of a trial that was trained to the end and exported. In a run's folder it stands beside the model, as
 * {@code models/ID.json}.
 *
 * @param trial          its id
 * @param testAccuracy   of the final weights on images that nothing else has seen, in [0, 1]
 * @param measured       its latency on the device, measured as a whole network
 * @param onnxDifference the greatest absolute difference between ONNX Runtime's and the executor's outputs
 * @param training       one entry per epoch, in order
 * @param model          the exported file, relative to the run's folder
 */
public record Choice(String trial, OptionalDouble testAccuracy, Optional<Measurement> measured,
                     OptionalDouble onnxDifference, List<EpochResult> training, Optional<String> model) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    public Choice {
        if (trial.isBlank()) {
            throw new IllegalArgumentException("A trained trial needs its id");
        }
        if (testAccuracy.isPresent() && !(testAccuracy.getAsDouble() >= 0 && testAccuracy.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("Trial " + trial + " has a test accuracy of " + testAccuracy.getAsDouble());
        }
        training = List.copyOf(training);
    }

    /**
     * A measured latency: the median over timed runs, and its spread.
     *
     * @param table the latency table of the device that it was measured on
     */
    public record Measurement(String table, double medianMs, double p10Ms, double p90Ms, int runs) {
        public Measurement {
            if (!(medianMs > 0) || !(p10Ms <= medianMs) || !(medianMs <= p90Ms)) {
                throw new IllegalArgumentException("p10, median and p90 must be positive and ascend, not " + p10Ms + ", "
                        + medianMs + ", " + p90Ms + " ms");
            }
        }
    }

    /** Reads what {@link #write} wrote; anything else is a {@link UserError}. */
    public static Choice read(Path file) {
        try {
            return Objects.requireNonNull(JSON.readValue(Files.readString(file), Choice.class), "it is null");
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new UserError("this does not tell of a trained trial: " + e.getMessage(), file.toString(),
                    "restore the file, or remove it to have the report without it");
        }
    }

    /** Writes this as JSON, whole or not at all. */
    public void write(Path file) {
        AtomicFile.writeString(file, JSON.writeValueAsString(this) + "\n");
    }
}
