package dev.sartor.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.executor.training.Recipe;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What became of an architecture after the search, as JSON beside its weights.
 *
 * @param name               of the architecture; in a run, the trial's id
 * @param blocks             its block strings
 * @param data               the data set's name and hash
 * @param from               the run whose shared weights training began with; empty if that were fresh ones
 * @param teacher            whose answers counted along with the labels, as it was named; empty if there was none
 * @param recipe             it was trained with
 * @param seed               of weights, order and augmentation
 * @param history            of the training, one entry per epoch
 * @param validationAccuracy of the final weights, in [0, 1]; what a model may be chosen by
 * @param testAccuracy       of the final weights on images that nothing else has seen, in [0, 1]
 * @param export             of the ONNX file, once there is one
 * @param measured           latencies of the exported file
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ModelCard(
        String name,
        List<String> blocks,
        Data data,
        Optional<String> from,
        Optional<String> teacher,
        Recipe recipe,
        long seed,
        List<EpochResult> history,
        double validationAccuracy,
        double testAccuracy,
        Optional<Export> export,
        List<Measurement> measured) {
    public ModelCard {
        blocks = List.copyOf(blocks);
        history = List.copyOf(history);
        measured = List.copyOf(measured);
    }

    /** A data set, so that it can be recognised. */
    public record Data(String name, String sha256) {}

    /**
     * An exported file that was checked.
     *
     * @param file               its name
     * @param greatestDifference of an output between ONNX Runtime and the executor
     * @param images             real ones, compared on
     */
    public record Export(String file, String sha256, long bytes, double greatestDifference, int images) {}

    /** A latency of the exported file. */
    public record Measurement(String table, String device, MeasuredLatency latency) {}

    public ModelCard withExport(Export exported, List<Measurement> timings) {
        return new ModelCard(
                name,
                blocks,
                data,
                from,
                teacher,
                recipe,
                seed,
                history,
                validationAccuracy,
                testAccuracy,
                Optional.of(exported),
                timings);
    }

    public void write(Path file) {
        AtomicFile.writeString(file, Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /**
     * The cards of a run's trained trials, the best first: those that hold the limits as far as they were measured before those
     * that do not, then by validation accuracy; test images rank nothing.
     *
     * @param front of the run as measured
     */
    public static List<ModelCard> ranked(RunFolder run, List<Trial> trials, MeasuredFront front, List<Limit> limits) {
        record Trained(ModelCard card, boolean holds) {}
        return trials.stream()
                .filter(t -> Files.isRegularFile(run.modelFile(t.id(), ".json")))
                .map(t -> new Trained(read(run.modelFile(t.id(), ".json")), front.holds(t, limits)))
                .sorted(Comparator.comparing(Trained::holds)
                        .reversed()
                        .thenComparingDouble(t -> -t.card().validationAccuracy()))
                .map(Trained::card)
                .toList();
    }

    /** Reads a card; a file that is none is a {@link UserError}. */
    public static ModelCard read(Path file) {
        try {
            return Json.INDENTED.readValue(Files.readString(file), ModelCard.class);
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "this is no model's card: " + e.getMessage(),
                    file.toString(),
                    "train the architecture again",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}
