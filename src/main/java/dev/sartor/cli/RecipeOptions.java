package dev.sartor.cli;

import dev.sartor.arch.UserError;
import dev.sartor.executor.Recipe;
import picocli.CommandLine.Option;

/** How to train, as options. */
final class RecipeOptions {
    @Option(names = "--epochs", paramLabel = "N", defaultValue = "20", description = "Passes over the images. Default: ${DEFAULT-VALUE}.")
    private int epochs;
    @Option(names = "--learning-rate", paramLabel = "R", description = "The peak of the schedule.")
    private Double learningRate;
    @Option(names = "--batch", paramLabel = "N", description = "Images of a step.")
    private Integer batch;
    @Option(names = "--weight-decay", paramLabel = "R", description = "Of weights, not of batch norm or biases.")
    private Double weightDecay;
    @Option(names = "--averaging", paramLabel = "R", description = "Decay of a moving average of the weights, such as 0.999.")
    private Double averaging;

    Recipe recipe() {
        try {
            Recipe recipe = Recipe.standard(epochs);
            recipe = learningRate == null ? recipe : recipe.withLearningRate(learningRate);
            recipe = batch == null ? recipe : recipe.withBatchSize(batch);
            recipe = weightDecay == null ? recipe : recipe.withWeightDecay(weightDecay);
            return averaging == null ? recipe : recipe.withAveraging(averaging);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), "the options of training", "give a value in that range");
        }
    }
}
