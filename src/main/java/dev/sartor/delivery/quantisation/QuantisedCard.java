package dev.sartor.delivery.quantisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.executor.quantisation.QuantisationLoss;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.RangeMethod;
import dev.sartor.network.quantisation.WeightGranularity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The record of a model's 8-bit file, JSON beside its model card: how it was made, what it costs in accuracy and gains in
 * latency.
 *
 * @param name     name of the architecture; in a run, the trial's id
 * @param options  how it was quantised
 * @param trainedEpochs epochs of quantisation-aware training; empty for none
 * @param test     its answers on the test images, beside those of the network in 32-bit floats
 * @param file     the ONNX file
 * @param measured latencies of both files
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QuantisedCard(
        String name,
        QuantisationOptions options,
        Optional<Integer> trainedEpochs,
        QuantisationLoss test,
        QuantisedFile file,
        List<Latency> measured) {
    /** A larger loss of test accuracy gives a warning. */
    private static final double MAX_LOSS_WITHOUT_WARNING = 0.005;

    public QuantisedCard {
        if (name == null || options == null || test == null || file == null) {
            throw new IllegalArgumentException("the card of an 8-bit model needs a name, options, a test and a file");
        }
        measured = List.copyOf(measured);
    }

    /**
     * A file whose outputs were compared with those of the simulator, which computes in 8-bit integers like a runtime.
     *
     * @param fp32Bytes      the size of the same network's file in 32-bit floats
     * @param images         number of test images that were compared
     * @param values         number of output values that were compared
     * @param differing      how many of them differ between ONNX Runtime and the simulator
     * @param stem           the comparison of the float stem; empty if all layers are in 8 bits
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record QuantisedFile(
            String name,
            String sha256,
            long bytes,
            long fp32Bytes,
            int images,
            long values,
            long differing,
            Optional<StemComparison> stem) {}

    /**
     * The quantised values of a float stem in ONNX Runtime and in the simulator. They differ by at most one step, since sums of floats
     * depend on their order. The outputs are then compared from ONNX Runtime's values on.
     *
     * @param values    number of values that were compared
     * @param differing how many of them differ
     */
    public record StemComparison(long values, long differing) {}

    /** The median latencies of the file in 32-bit floats and of the 8-bit one on a device, measured alternately. */
    public record Latency(String device, double fp32Ms, double int8Ms) {
        /** How many times as fast the 8-bit file is. */
        public double gain() {
            return fp32Ms / int8Ms;
        }
    }

    public QuantisedCard withMeasured(List<Latency> latencies) {
        return new QuantisedCard(name, options, trainedEpochs, test, file, latencies);
    }

    /** A sentence on a loss of accuracy above 0.5 points, with what usually reduces it. */
    public Optional<String> lossWarning() {
        return lossWarning(options, test);
    }

    static Optional<String> lossWarning(QuantisationOptions options, QuantisationLoss test) {
        return test.loss() > MAX_LOSS_WITHOUT_WARNING
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the 8-bit form loses %.2f points of test accuracy; %s",
                        100 * test.loss(),
                        remedy(options)))
                : Optional.empty();
    }

    private static String remedy(QuantisationOptions options) {
        if (options.weights() == WeightGranularity.PER_TENSOR) {
            return "export it with --weights per-channel, or train it with --quantised --weights per-tensor";
        }
        if (options.ranges() != RangeMethod.MSE) {
            return "export it with --ranges mse";
        }
        return options.images() < QuantisationOptions.DEFAULT_IMAGES
                ? "export it with --calibration " + QuantisationOptions.DEFAULT_IMAGES
                : "export it with --ranges percentile, train it with --quantised, or export it as fp32";
    }

    void write(Path target) {
        AtomicFile.writeString(target, Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /**
     * The card of a model's 8-bit file; empty if there is none.
     *
     * @throws UserError if the card is damaged
     */
    public static Optional<QuantisedCard> read(ModelFiles files) {
        Path file = files.int8Card();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.INDENTED.readValue(Files.readString(file), QuantisedCard.class));
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "this is not the card of an 8-bit model: " + Json.reason(e),
                    file.toString(),
                    "export the model again with --precision int8",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}
