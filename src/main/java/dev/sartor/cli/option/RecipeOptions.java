package dev.sartor.cli.option;

import dev.sartor.base.UserError;
import dev.sartor.executor.training.AugmentationPolicy;
import dev.sartor.executor.training.Optimiser;
import dev.sartor.executor.training.Recipe;
import dev.sartor.executor.training.Regularisation;
import dev.sartor.executor.training.Schedule;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How to train, as options; what is not given is that of the optimiser's usual recipe. */
public final class RecipeOptions {
    private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";

    /** The rules that weights can follow. */
    enum Rule {
        sgd,
        adamw
    }

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Passes over the images." + DEFAULT)
    private int epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Images of a step; usually 64.")
    private Optional<Integer> batch;

    @Option(
            names = "--optimiser",
            paramLabel = "RULE",
            defaultValue = "sgd",
            description = "${COMPLETION-CANDIDATES}." + DEFAULT)
    private Rule rule;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "The peak of the schedule; usually 0.05, or 0.003 for adamw.")
    private Optional<Double> learningRate;

    @Option(names = "--warm-up", paramLabel = "N", description = "Epochs of linear rise; usually 0.5.")
    private Optional<Double> warmUp;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            description = "Of weights, not of batch norm or biases; usually 0.0005, or 0.05 for adamw.")
    private Optional<Double> weightDecay;

    @Option(
            names = "--label-smoothing",
            paramLabel = "R",
            description = "Share of the target spread over all classes; usually 0.05.")
    private Optional<Double> labelSmoothing;

    @Option(
            names = "--drop-path",
            paramLabel = "R",
            description = "Chance that a late residual branch is left out; usually 0.")
    private Optional<Double> dropPath;

    @Option(
            names = "--averaging",
            paramLabel = "R",
            description = "Decay of a moving average of the weights, such as 0.999; usually none.")
    private Optional<Double> averaging;

    @Option(
            names = "--shift",
            paramLabel = "R",
            description = "Furthest shift of an image, as a share of its size; usually 0.125.")
    private Optional<Double> shift;

    @Option(
            names = "--cutout",
            paramLabel = "R",
            description = "Side of a square blotted out, as a share of the image's size; usually 0.")
    private Optional<Double> cutout;

    @Option(
            names = "--mixup",
            paramLabel = "A",
            description = "Blend images in pairs, by shares from Beta(A, A); usually 0, not at all.")
    private Optional<Double> mixup;

    public Recipe recipe() {
        try {
            Recipe usual = switch (rule) {
                case sgd -> Recipe.standard(epochs);
                case adamw -> Recipe.adaptive(epochs);
            };
            return usual.withBatchSize(batch.orElse(usual.batchSize()))
                    .with(schedule(usual.schedule()))
                    .with(optimiser(usual.optimiser()))
                    .with(regularisation(usual.regularisation()))
                    .with(variation(usual.variation()));
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), "the options of training", "give a value in that range");
        }
    }

    private Schedule schedule(Schedule usual) {
        return new Schedule(learningRate.orElse(usual.learningRate()), warmUp.orElse(usual.warmUpEpochs()));
    }

    private Optimiser optimiser(Optimiser usual) {
        return usual.withWeightDecay(weightDecay.orElse(usual.weightDecay()));
    }

    private Regularisation regularisation(Regularisation usual) {
        return new Regularisation(
                labelSmoothing.orElse(usual.labelSmoothing()),
                dropPath.orElse(usual.dropPath()),
                averaging.orElse(usual.averaging()));
    }

    private AugmentationPolicy variation(AugmentationPolicy usual) {
        return new AugmentationPolicy(
                shift.orElse(usual.shift()),
                usual.mirror(),
                cutout.orElse(usual.cutout()),
                mixup.orElse(usual.mixup()));
    }
}
