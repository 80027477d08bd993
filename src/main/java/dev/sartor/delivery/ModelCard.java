package dev.sartor.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.json.Json;
import dev.sartor.base.math.WilsonInterval;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.EpochResult;
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
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;

/**
 * The record of a trained model: how it was trained, its accuracy, its exported file and its latencies. JSON, beside its weights.
 *
 * @param name               name of the architecture; in a run, the trial's id
 * @param blocks             its block strings
 * @param architecture       the whole network that was trained, as the text of an architecture file; empty in cards of earlier
 *                           versions
 * @param weights            hash of the weights; empty in cards of earlier versions
 * @param data               the data set
 * @param sharedWeightsRun   the run whose shared weights the training started from; empty if it started from new weights
 * @param teacher            the teacher of the training, as the user named it, with its share and temperature if they are
 *                           not the default; empty if there was none
 * @param recipe             the settings of the training
 * @param seed               seed of the initial weights, of the order of the images and of the augmentation
 * @param history            one entry per epoch of the training
 * @param validationAccuracy accuracy of the final weights on the validation images, in [0, 1]
 * @param testAccuracy       accuracy of the final weights on the test images, in [0, 1], which are used for nothing else
 * @param export             the ONNX file, once it is written
 * @param measured           latencies of the network, of the exported file itself on devices that can run it
 * @param int8               accuracies in 8-bit integers, if the model is for a device that runs them
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ModelCard(
        String name,
        List<String> blocks,
        Optional<String> architecture,
        Optional<String> weights,
        TrainingData data,
        @JsonProperty("from") Optional<String> sharedWeightsRun,
        Optional<String> teacher,
        Recipe recipe,
        long seed,
        List<EpochResult> history,
        double validationAccuracy,
        double testAccuracy,
        Optional<Export> export,
        List<Measurement> measured,
        Optional<Int8> int8) {
    public ModelCard {
        requireFields(name, data, recipe);
        requireAccuracy(validationAccuracy);
        requireAccuracy(testAccuracy);
        blocks = List.copyOf(blocks);
        history = List.copyOf(history);
        measured = List.copyOf(measured);
    }

    /**
     * An exported file whose outputs agreed with those of the executor, Sartor's own inference engine.
     *
     * @param file          the name of the file
     * @param maxDifference the largest absolute difference of an output between ONNX Runtime and the executor
     * @param images        number of test images that were compared
     */
    public record Export(
            String file,
            String sha256,
            long bytes,
            @JsonProperty("greatestDifference") double maxDifference,
            int images) {}

    /** The measured latency on the device of a table: of the exported file, or of the network in the form that the device runs. */
    public record Measurement(String table, String device, MeasuredLatency latency) {}

    /**
     * Accuracies of the weights in 8-bit integers, quantised without further training.
     *
     * @param options            how they were quantised
     * @param validationAccuracy accuracy on the validation images, in [0, 1]
     * @param testAccuracy       accuracy on the test images, in [0, 1]
     */
    public record Int8(QuantisationOptions options, double validationAccuracy, double testAccuracy) {
        public Int8 {
            requireFields(options);
            requireAccuracy(validationAccuracy);
            requireAccuracy(testAccuracy);
        }
    }

    private static void requireFields(Object... fields) {
        for (Object field : fields) {
            if (field == null) {
                throw new IllegalArgumentException("a model card needs a name, data and a recipe");
            }
        }
    }

    private static void requireAccuracy(double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("an accuracy must lie in [0, 1], not be " + accuracy);
        }
    }

    public ModelCard withExport(Export exported, List<Measurement> timings) {
        return with(Optional.of(exported), timings, int8);
    }

    public ModelCard withInt8(Int8 accuracies) {
        return with(export, measured, Optional.of(accuracies));
    }

    private ModelCard with(Optional<Export> exported, List<Measurement> timings, Optional<Int8> accuracies) {
        return new ModelCard(
                name,
                blocks,
                architecture,
                weights,
                data,
                sharedWeightsRun,
                teacher,
                recipe,
                seed,
                history,
                validationAccuracy,
                testAccuracy,
                exported,
                timings,
                accuracies);
    }

    /** The validation accuracy in the precision that the model is for; models of a run are compared by it. */
    public double deliveredValidationAccuracy() {
        return int8.map(Int8::validationAccuracy).orElse(validationAccuracy);
    }

    /** The test accuracy in the precision that the model is for. */
    public double deliveredTestAccuracy() {
        return int8.map(Int8::testAccuracy).orElse(testAccuracy);
    }

    /**
     * The 95 % confidence interval of {@link #deliveredTestAccuracy}; empty in cards of earlier versions, which lack the number of
     * images.
     */
    public Optional<WilsonInterval> testInterval() {
        return data.split().filter(s -> s.test() > 0).map(s -> WilsonInterval.of(deliveredTestAccuracy(), s.test()));
    }

    /** The 95 % confidence interval of {@link #deliveredValidationAccuracy}; empty in cards of earlier versions. */
    public Optional<WilsonInterval> validationInterval() {
        return data.split()
                .filter(s -> s.validation() > 0)
                .map(s -> WilsonInterval.of(deliveredValidationAccuracy(), s.validation()));
    }

    /**
     * The most frequent class of the test images, if the test accuracy does not show that the model is better than always
     * answering that class: if the share of the class is not below the confidence interval of the test accuracy.
     */
    public Optional<TrainingData.LargestClass> largestClassNotBeaten() {
        return data.largestClass()
                .filter(c -> testInterval()
                        .map(interval -> c.share() >= interval.lower())
                        .orElse(deliveredTestAccuracy() <= c.share()));
    }

    public void write(Path file) {
        AtomicFile.writeString(file, Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /**
     * The cards of a run's trained trials, the best first: trials within the limits before the others, then by validation
     * accuracy. Test accuracy is not used.
     *
     * @param front the measured latencies of the run
     */
    public static List<ModelCard> ranked(RunFolder run, List<Trial> trials, MeasuredFront front, List<Limit> limits) {
        record Trained(ModelCard card, boolean withinLimits) {}
        return trials.stream()
                .filter(t -> Files.isRegularFile(run.modelFile(t.id(), ".json")))
                .map(t -> new Trained(read(run, t), front.withinLimits(t, limits)))
                .sorted(Comparator.comparing(Trained::withinLimits)
                        .reversed()
                        .thenComparingDouble(t -> -t.card().deliveredValidationAccuracy()))
                .map(Trained::card)
                .toList();
    }

    /** The trained trial of a run that is within the limits as measured and has the best validation accuracy. */
    public static OptionalInt bestTrained(RunFolder run) {
        return ranked(
                        run,
                        run.trials(),
                        MeasuredFront.read(run.path()),
                        run.config().limits())
                .stream()
                .mapToInt(c -> Integer.parseInt(c.name()))
                .findFirst();
    }

    /** The card of a trial, under whose name reports and commands find the trial. */
    private static ModelCard read(RunFolder run, Trial trial) {
        Path file = run.modelFile(trial.id(), ".json");
        ModelCard card = read(file);
        if (!card.name().equals(Integer.toString(trial.id()))) {
            throw ReadErrors.malformed(
                    file,
                    "is the card of '" + card.name() + "', not of trial " + trial.id(),
                    "restore it from a copy, or train the trial again");
        }
        return card;
    }

    /**
     * Reads a card.
     *
     * @throws UserError if the file is not a model card
     */
    public static ModelCard read(Path file) {
        try {
            return Json.INDENTED.readValue(Files.readString(file), ModelCard.class);
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "this is not a model card: " + Json.reason(e),
                    file.toString(),
                    "train the architecture again",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}
