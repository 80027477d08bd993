package dev.sartor.cli.option.quantisation;

import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.delivery.quantisation.QuantisedModelTraining;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --quantised} and its settings: training in 8-bit integers. */
public final class QuantisedTrainingOptions {
    private static final int DEFAULT_EPOCHS = 2;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--quantised",
            description =
                    "After the training, or for a model that is trained already: continue in 8-bit integers, so that"
                            + " the weights adapt to the rounding. sartor export --precision int8 writes the result.")
    private boolean quantised;

    @Option(
            names = "--quantised-epochs",
            paramLabel = "N",
            description = "With --quantised: number of epochs in 8-bit integers. Default: 2.")
    @IntegerRange(min = 1, max = 100_000)
    private Optional<Integer> epochs;

    @Option(
            names = "--weights",
            paramLabel = "W",
            converter = PrecisionOptions.GranularityConverter.class,
            description = "With --quantised: a scale for the weights of each channel (per-channel), or one for a layer"
                    + " (per-tensor). Default: per-channel.")
    private Optional<WeightGranularity> weights;

    /**
     * The training; empty if the user did not ask for it.
     *
     * @throws dev.sartor.base.UserError if its settings are given without it
     */
    public Optional<QuantisedModelTraining.Request> request() {
        if (!quantised) {
            UsageErrors.rejectIfGiven(
                    command,
                    "the network is not trained in 8-bit integers",
                    "add --quantised, or omit it",
                    "--quantised-epochs",
                    "--weights");
            return Optional.empty();
        }
        QuantisationOptions defaults = QuantisationOptions.defaults();
        return Optional.of(new QuantisedModelTraining.Request(
                epochs.orElse(DEFAULT_EPOCHS),
                new QuantisationOptions(defaults.images(), defaults.ranges(), weights.orElse(defaults.weights()))));
    }
}
