package dev.sartor.cli.option;

import dev.sartor.base.UserError;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.executor.recipe.Schedule;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a training recipe. Options that are not given have the values of the optimiser's standard recipe. */
public final class RecipeOptions {
    private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";

    /** The optimisers; the constants are the values of {@code --optimiser}. */
    enum Rule {
        sgd,
        adamw
    }

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "20", description = "Number of epochs." + DEFAULT)
    private int epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Batch size. Default: 64.")
    private Optional<Integer> batch;

    @Option(
            names = "--optimiser",
            paramLabel = "NAME",
            defaultValue = "sgd",
            description = "The optimiser: ${COMPLETION-CANDIDATES}." + DEFAULT)
    private Rule rule;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Peak learning rate. Default: 0.05, for adamw 0.003.")
    private Optional<Double> learningRate;

    @Option(names = "--warm-up", paramLabel = "N", description = "Epochs of linear warm-up. Default: 0.5.")
    private Optional<Double> warmUp;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            description = "Weight decay, not of batch norm or biases. Default: 0.0005, for adamw 0.05.")
    private Optional<Double> weightDecay;

    @Option(
            names = "--label-smoothing",
            paramLabel = "R",
            description = "Label smoothing: share of the target spread over all classes. Default: 0.05.")
    private Optional<Double> labelSmoothing;

    @Option(
            names = "--drop-path",
            paramLabel = "R",
            description = "Stochastic depth: probability that the last residual branch is dropped. Default: 0.")
    private Optional<Double> dropPath;

    @Option(
            names = "--averaging",
            paramLabel = "R",
            description = "Decay of an exponential moving average of the weights, such as 0.999. Default: none.")
    private Optional<Double> averaging;

    @Option(
            names = "--shift",
            paramLabel = "R",
            description = "Maximum random shift, as a share of the image size. Default: 0.125.")
    private Optional<Double> shift;

    @Option(
            names = "--cutout",
            paramLabel = "R",
            description = "Cutout: side of the erased square, as a share of the image size. Default: 0.")
    private Optional<Double> cutout;

    @Option(
            names = "--mixup",
            paramLabel = "A",
            description = "Mixup: pairs of images are blended with a weight from Beta(A, A). Default: 0, no mixup.")
    private Optional<Double> mixup;

    @Option(
            names = "--crop",
            paramLabel = "R",
            description =
                    "Random resized crop: its smallest area, as a share of the image, such as 0.35. Takes the place"
                            + " of --shift. Default: none.")
    private Optional<Double> crop;

    /**
     * The recipe.
     *
     * @throws UserError if a value is out of range
     */
    public Recipe recipe() {
        try {
            Recipe standard = switch (rule) {
                case sgd -> Recipe.standard(epochs);
                case adamw -> Recipe.adamW(epochs);
            };
            return standard.withBatchSize(batch.orElse(standard.batchSize()))
                    .withSchedule(schedule(standard.schedule()))
                    .withOptimiser(optimiser(standard.optimiser()))
                    .withRegularisation(regularisation(standard.regularisation()))
                    .withAugmentation(augmentation(standard.augmentation()));
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), "the training options", "use a value in that range");
        }
    }

    private Schedule schedule(Schedule standard) {
        return new Schedule(learningRate.orElse(standard.learningRate()), warmUp.orElse(standard.warmUpEpochs()));
    }

    private Optimiser optimiser(Optimiser standard) {
        return standard.withWeightDecay(weightDecay.orElse(standard.weightDecay()));
    }

    private Regularisation regularisation(Regularisation standard) {
        return new Regularisation(
                labelSmoothing.orElse(standard.labelSmoothing()),
                dropPath.orElse(standard.dropPath()),
                averaging.orElse(standard.averaging()));
    }

    private AugmentationPolicy augmentation(AugmentationPolicy standard) {
        return new AugmentationPolicy(
                shift.orElse(standard.shift()),
                standard.mirror(),
                cutout.orElse(standard.cutout()),
                mixup.orElse(standard.mixup()),
                crop.or(standard::crop));
    }
}
