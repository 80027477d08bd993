package dev.sartor.cli.option;

import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.executor.recipe.Schedule;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of a training recipe. The default values are those of the standard recipe of the optimiser. */
public final class RecipeOptions {
    private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";
    private static final int DEFAULT_EPOCHS = 20;

    /** Values of {@code --optimiser}. */
    enum OptimiserName {
        sgd,
        adamw
    }

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Number of epochs. Default: 20, more for few training images.")
    @IntegerRange(min = 1, max = 100_000)
    private Optional<Integer> epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Batch size. Default: 64, smaller for few training images.")
    @IntegerRange(min = 2, max = 65_536)
    private Optional<Integer> batch;

    @Option(
            names = "--optimiser",
            paramLabel = "NAME",
            defaultValue = "sgd",
            description = "The optimiser: ${COMPLETION-CANDIDATES}." + DEFAULT)
    private OptimiserName optimiserName;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Peak learning rate. Default: 0.05, for adamw 0.003.")
    @RealRange(minIncluded = false, max = 100, maxIncluded = false)
    private Optional<Double> learningRate;

    @Option(names = "--warm-up", paramLabel = "N", description = "Epochs of linear warm-up. Default: 0.5.")
    @RealRange(max = 100_000)
    private Optional<Double> warmUp;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            description = "Weight decay, without batch norm and biases. Default: 0.0005, for adamw 0.05.")
    @RealRange(max = 1, maxIncluded = false)
    private Optional<Double> weightDecay;

    @Option(
            names = "--label-smoothing",
            paramLabel = "R",
            description = "Label smoothing: share of the target spread over all classes. Default: 0.05.")
    @RealRange(max = 1, maxIncluded = false)
    private Optional<Double> labelSmoothing;

    @Option(
            names = "--drop-path",
            paramLabel = "R",
            description = "Stochastic depth: probability that the last residual branch is dropped. Default: 0.")
    @RealRange(max = 1, maxIncluded = false)
    private Optional<Double> dropPath;

    @Option(
            names = "--averaging",
            paramLabel = "R",
            description = "Decay of an exponential moving average of the weights, such as 0.999. Default: none.")
    @RealRange(max = 1, maxIncluded = false)
    private Optional<Double> averaging;

    @Option(
            names = "--shift",
            paramLabel = "R",
            description = "Maximum random shift, as a share of the image size. Default: 0.125.")
    @RealRange(max = 1, maxIncluded = false)
    private Optional<Double> shift;

    @Option(
            names = "--cutout",
            paramLabel = "R",
            description = "Cutout: side of the erased square, as a share of the image size. Default: 0.")
    @RealRange(max = 1, maxIncluded = false)
    private Optional<Double> cutout;

    @Option(
            names = "--mixup",
            paramLabel = "A",
            description = "Mixup: pairs of images are blended with a weight from Beta(A, A). Default: 0, no mixup.")
    @RealRange(max = 1)
    private Optional<Double> mixup;

    @Option(
            names = "--crop",
            paramLabel = "R",
            description =
                    "Random resized crop: its smallest area, as a share of the image, such as 0.35. Takes the place"
                            + " of --shift. Default: none.")
    @RealRange(min = 0.01, max = 1)
    private Optional<Double> crop;

    /** The recipe; values that were not given are adapted to the number of images. */
    public RecipeChoice recipe() {
        return new RecipeChoice(givenRecipe(), batch.isEmpty(), epochs.isEmpty());
    }

    private Recipe givenRecipe() {
        int givenEpochs = epochs.orElse(DEFAULT_EPOCHS);
        Recipe standard = switch (optimiserName) {
            case sgd -> Recipe.standard(givenEpochs);
            case adamw -> Recipe.adamW(givenEpochs);
        };
        return standard.withBatchSize(batch.orElse(standard.batchSize()))
                .withSchedule(schedule(standard.schedule()))
                .withOptimiser(optimiser(standard.optimiser()))
                .withRegularisation(regularisation(standard.regularisation()))
                .withAugmentation(augmentation(standard.augmentation()));
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
