package dev.sartor.executor.training;

/** How to train: for how long, by which rule, and what is done against learning by heart. */
public record Recipe(
        int epochs,
        int batchSize,
        Schedule schedule,
        Optimiser optimiser,
        Regularisation regularisation,
        AugmentationPolicy variation) {
    public Recipe {
        check(epochs >= 1, "epochs", "at least 1", epochs);
        check(batchSize >= 2, "batchSize", "at least 2, for batch norm needs a variance", batchSize);
    }

    static void check(boolean valid, String name, String wanted, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("A recipe's " + name + " must be " + wanted + ", not " + value);
        }
    }

    /** What suits small networks on small images, for so many epochs. */
    public static Recipe standard(int epochs) {
        return new Recipe(
                epochs,
                64,
                new Schedule(0.05, 0.5),
                new Optimiser.Sgd(0.9, 5e-4),
                Regularisation.NONE.withLabelSmoothing(0.05),
                AugmentationPolicy.STANDARD);
    }

    /** The same with AdamW in place of SGD, and a rate and decay that suit it. */
    public static Recipe adaptive(int epochs) {
        return standard(epochs).with(new Optimiser.AdamW(0.9, 0.999, 0.05)).withLearningRate(0.003);
    }

    public Recipe withEpochs(int n) {
        return new Recipe(n, batchSize, schedule, optimiser, regularisation, variation);
    }

    public Recipe withBatchSize(int n) {
        return new Recipe(epochs, n, schedule, optimiser, regularisation, variation);
    }

    public Recipe withLearningRate(double peak) {
        return with(schedule.withLearningRate(peak));
    }

    public Recipe with(Schedule wanted) {
        return new Recipe(epochs, batchSize, wanted, optimiser, regularisation, variation);
    }

    public Recipe with(Optimiser wanted) {
        return new Recipe(epochs, batchSize, schedule, wanted, regularisation, variation);
    }

    public Recipe with(Regularisation wanted) {
        return new Recipe(epochs, batchSize, schedule, optimiser, wanted, variation);
    }

    public Recipe with(AugmentationPolicy wanted) {
        return new Recipe(epochs, batchSize, schedule, optimiser, regularisation, wanted);
    }

    /** The learning rate of a step, counted from 0, when an epoch has so many. */
    public double learningRate(long step, long stepsPerEpoch) {
        return schedule.at(step, epochs, stepsPerEpoch);
    }
}
