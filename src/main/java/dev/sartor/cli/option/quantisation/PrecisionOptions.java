package dev.sartor.cli.option.quantisation;

import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.RangeMethod;
import dev.sartor.network.Precision;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code sartor export} for the number format of the file and the quantisation of the model. */
public final class PrecisionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "fp32, or int8: 8-bit integers, calibrated on training images. Default: that of the run's"
                    + " tables, or fp32.")
    private Optional<Precision> precision;

    @Option(
            names = "--calibration",
            paramLabel = "N",
            description = "With int8: number of training images that the ranges are calibrated on. Default: 256.")
    @IntegerRange(min = QuantisationOptions.MIN_IMAGES, max = 1_000_000)
    private Optional<Integer> calibration;

    @Option(
            names = "--ranges",
            paramLabel = "R",
            description = "With int8: ranges of tensors with the least error (mse), of 99.99 %% of the values"
                    + " (percentile), or of all (minmax). Default: mse.")
    private Optional<RangeMethod> ranges;

    @Option(
            names = "--weights",
            paramLabel = "W",
            converter = GranularityConverter.class,
            description = "With int8: a scale for the weights of each channel (per-channel), or one for a layer"
                    + " (per-tensor). Default: per-channel.")
    private Optional<WeightGranularity> weights;

    @Option(
            names = "--float-stem",
            paramLabel = "yes|no|auto",
            description =
                    "With int8: compute the first convolution in fp32, and quantise its output instead of the image;"
                        + " faster where images have few channels. auto: as in the run's tables, or those of --table."
                        + " Default: auto.")
    private Optional<FloatStemChoice> floatStem;

    /** The values of {@code --float-stem}. */
    enum FloatStemChoice {
        YES,
        NO,
        AUTO
    }

    /** Parses {@code per-channel} and {@code per-tensor}. */
    static final class GranularityConverter implements ITypeConverter<WeightGranularity> {
        @Override
        public WeightGranularity convert(String text) {
            return switch (text) {
                case "per-channel" -> WeightGranularity.PER_CHANNEL;
                case "per-tensor" -> WeightGranularity.PER_TENSOR;
                default ->
                    throw new TypeConversionException("expected per-channel or per-tensor, but was '" + text + "'");
            };
        }
    }

    /**
     * The precision of the stem of an 8-bit model.
     *
     * @param ofTables the precision of the stems in the latency tables
     */
    public Precision stem(Supplier<Precision> ofTables) {
        return switch (floatStem.orElse(FloatStemChoice.AUTO)) {
            case YES -> Precision.FP32;
            case NO -> Precision.INT8;
            case AUTO -> ofTables.get();
        };
    }

    /**
     * How to quantise, apart from the {@linkplain #stem stem}; empty for 32-bit floats.
     *
     * @param ofRun the precision of the run's devices, which is used if the user names none
     * @throws dev.sartor.base.UserError if options of int8 are given without it
     */
    public Optional<QuantisationOptions> int8(Precision ofRun) {
        if (precision.orElse(ofRun) == Precision.FP32) {
            UsageErrors.rejectIfGiven(
                    command,
                    "the file has 32-bit floats",
                    "add --precision int8, or omit it",
                    "--calibration",
                    "--ranges",
                    "--weights",
                    "--float-stem");
            return Optional.empty();
        }
        QuantisationOptions defaults = QuantisationOptions.defaults();
        return Optional.of(new QuantisationOptions(
                calibration.orElse(defaults.images()),
                ranges.orElse(defaults.ranges()),
                weights.orElse(defaults.weights())));
    }
}
