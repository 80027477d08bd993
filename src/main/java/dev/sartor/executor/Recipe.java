package dev.sartor.executor;

/**
 * How to train: stochastic gradient descent with Nesterov momentum, a learning rate that rises linearly and then falls
 * along a half cosine, weight decay on weights alone (neither on batch norm nor on biases).
 *
 * @param epochs         passes over the training images
 * @param batchSize      images of a step
 * @param learningRate   the peak
 * @param momentum       in [0, 1)
 * @param weightDecay    per step, times the learning rate
 * @param warmUpEpochs   epochs of linear rise; may be a fraction, and is at most half of all
 * @param labelSmoothing share of the target that is spread over all classes (arXiv 1512.00567), in [0, 1)
 * @param averaging      decay per step of the moving average of weights that is judged and returned; 0 for none
 * @param augmented      whether training images vary as the data set allows
 * @param cutout         side in pixels of a square blotted out of each training image; 0 for none
 */
public record Recipe(int epochs, int batchSize, double learningRate, double momentum, double weightDecay,
        double warmUpEpochs, double labelSmoothing, double averaging, boolean augmented, int cutout) {
    public Recipe {
        check(epochs >= 1, "epochs", "at least 1", epochs);
        check(batchSize >= 2, "batchSize", "at least 2, for batch norm needs a variance", batchSize);
        check(learningRate > 0 && learningRate < 100, "learningRate", "above 0", learningRate);
        check(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)", momentum);
        check(weightDecay >= 0 && weightDecay < 1, "weightDecay", "in [0, 1)", weightDecay);
        check(warmUpEpochs >= 0, "warmUpEpochs", "at least 0", warmUpEpochs);
        check(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", "in [0, 1)", labelSmoothing);
        check(averaging >= 0 && averaging < 1, "averaging", "in [0, 1)", averaging);
        check(cutout >= 0, "cutout", "at least 0", cutout);
    }

    private static void check(boolean valid, String name, String wanted, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("A recipe's " + name + " must be " + wanted + ", not " + value);
        }
    }

    /** What suits small networks on small images, for so many epochs. */
    public static Recipe standard(int epochs) {
        return new Recipe(epochs, 64, 0.05, 0.9, 5e-4, 0.5, 0.05, 0, true, 0);
    }

    public Recipe withEpochs(int n) {
        return new Recipe(n, batchSize, learningRate, momentum, weightDecay, warmUpEpochs, labelSmoothing, averaging,
                augmented, cutout);
    }

    public Recipe withBatchSize(int n) {
        return new Recipe(epochs, n, learningRate, momentum, weightDecay, warmUpEpochs, labelSmoothing, averaging,
                augmented, cutout);
    }

    public Recipe withLearningRate(double rate) {
        return new Recipe(epochs, batchSize, rate, momentum, weightDecay, warmUpEpochs, labelSmoothing, averaging,
                augmented, cutout);
    }

    public Recipe withWeightDecay(double decay) {
        return new Recipe(epochs, batchSize, learningRate, momentum, decay, warmUpEpochs, labelSmoothing, averaging,
                augmented, cutout);
    }

    public Recipe withAveraging(double decay) {
        return new Recipe(epochs, batchSize, learningRate, momentum, weightDecay, warmUpEpochs, labelSmoothing, decay,
                augmented, cutout);
    }

    public Recipe withAugmentation(boolean wanted) {
        return new Recipe(epochs, batchSize, learningRate, momentum, weightDecay, warmUpEpochs, labelSmoothing,
                averaging, wanted, cutout);
    }

    /** The learning rate of a step, counted from 0, when an epoch has so many. */
    double learningRate(long step, long stepsPerEpoch) {
        double total = (double) epochs * stepsPerEpoch;
        double rise = Math.min(warmUpEpochs * stepsPerEpoch, total / 2);
        if (step < rise) {
            return learningRate * (step + 1) / (rise + 1);
        }
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * (step - rise) / (total - rise)));
    }
}
