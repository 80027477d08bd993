package dev.sartor.executor.recipe;

/**
 * The learning rate over a training: linear warm-up to a peak, then cosine decay to 0 (arXiv 1608.03983).
 *
 * @param learningRate the peak
 * @param warmUpEpochs epochs of the warm-up, which may be a fraction; reduced to half of all epochs if it is longer
 */
public record Schedule(double learningRate, double warmUpEpochs) {
    public Schedule {
        Recipe.check(learningRate > 0 && learningRate < 100, "learningRate", "above 0", learningRate);
        Recipe.check(warmUpEpochs >= 0, "warmUpEpochs", "at least 0", warmUpEpochs);
    }

    public Schedule withLearningRate(double peak) {
        return new Schedule(peak, warmUpEpochs);
    }

    /** The learning rate of a step, counted from 0 over {@code epochs} epochs of {@code stepsPerEpoch} steps. */
    public double learningRateAt(long step, int epochs, long stepsPerEpoch) {
        double steps = (double) epochs * stepsPerEpoch;
        double warmUp = Math.min(warmUpEpochs * stepsPerEpoch, steps / 2);
        if (step < warmUp) {
            return learningRate * (step + 1) / (warmUp + 1);
        }
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * (step - warmUp) / (steps - warmUp)));
    }
}
