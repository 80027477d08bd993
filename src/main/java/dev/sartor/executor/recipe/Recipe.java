package dev.sartor.executor.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The settings of a training: duration, learning rates, optimiser, and measures against overfitting. */
public record Recipe(
        int epochs,
        int batchSize,
        Schedule schedule,
        Optimiser optimiser,
        Regularisation regularisation,
        // in files it has its former name, so that old files stay valid
        @JsonProperty("variation") AugmentationPolicy augmentation) {
    /** Smallest batch: batch norm needs a variance. */
    public static final int MIN_BATCH_SIZE = 2;

    private static final int BATCH_SIZE = 64;
    private static final double PEAK_LEARNING_RATE = 0.05;
    private static final double WARM_UP_EPOCHS = 0.5;
    private static final double SGD_WEIGHT_DECAY = 5e-4;
    private static final double LABEL_SMOOTHING = 0.05;
    private static final double ADAM_WEIGHT_DECAY = 0.05;
    private static final double ADAM_LEARNING_RATE = 0.003;

    public Recipe {
        check(epochs >= 1, "epochs", "at least 1", epochs);
        check(batchSize >= MIN_BATCH_SIZE, "batchSize", "at least 2, for batch norm needs a variance", batchSize);
    }

    /** Throws an IllegalArgumentException if a setting is not valid. */
    static void check(boolean valid, String name, String requirement, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("A recipe's " + name + " must be " + requirement + ", not " + value);
        }
    }

    /** A recipe for small networks on small images. */
    public static Recipe standard(int epochs) {
        return new Recipe(
                epochs,
                BATCH_SIZE,
                new Schedule(PEAK_LEARNING_RATE, WARM_UP_EPOCHS),
                Optimiser.sgd(SGD_WEIGHT_DECAY),
                Regularisation.NONE.withLabelSmoothing(LABEL_SMOOTHING),
                AugmentationPolicy.STANDARD);
    }

    /** The standard recipe with AdamW in place of SGD, and a learning rate and weight decay for it. */
    public static Recipe adamW(int epochs) {
        return standard(epochs)
                .withOptimiser(Optimiser.adamW(ADAM_WEIGHT_DECAY))
                .withLearningRate(ADAM_LEARNING_RATE);
    }

    public Recipe withEpochs(int n) {
        return new Recipe(n, batchSize, schedule, optimiser, regularisation, augmentation);
    }

    public Recipe withBatchSize(int n) {
        return new Recipe(epochs, n, schedule, optimiser, regularisation, augmentation);
    }

    public Recipe withLearningRate(double peak) {
        return withSchedule(schedule.withLearningRate(peak));
    }

    public Recipe withSchedule(Schedule schedule) {
        return new Recipe(epochs, batchSize, schedule, optimiser, regularisation, augmentation);
    }

    public Recipe withOptimiser(Optimiser optimiser) {
        return new Recipe(epochs, batchSize, schedule, optimiser, regularisation, augmentation);
    }

    public Recipe withRegularisation(Regularisation regularisation) {
        return new Recipe(epochs, batchSize, schedule, optimiser, regularisation, augmentation);
    }

    public Recipe withAugmentation(AugmentationPolicy augmentation) {
        return new Recipe(epochs, batchSize, schedule, optimiser, regularisation, augmentation);
    }

    /** The text in checkpoints and model files, where the augmentation keeps its former name, so that old files stay valid. */
    @Override
    public String toString() {
        return "Recipe[epochs=%s, batchSize=%s, schedule=%s, optimiser=%s, regularisation=%s, variation=%s]"
                .formatted(epochs, batchSize, schedule, optimiser, regularisation, augmentation);
    }
}
