package dev.sartor.executor.recipe;

/**
 * Regularisation: measures against overconfidence and overfitting.
 *
 * @param labelSmoothing share of the target that is spread over all classes (arXiv 1512.00567), in [0, 1)
 * @param dropPath       probability that a residual branch is dropped for an image (stochastic depth, arXiv 1603.09382), in
 *                       [0, 1); the probability of a block rises linearly with depth, from 0 at the first block
 * @param averaging      decay per step of an exponential moving average of the weights, in [0, 1); 0 for none. The averaged
 *                       weights are validated and are the result of the training
 */
public record Regularisation(double labelSmoothing, double dropPath, double averaging) {
    public Regularisation {
        Recipe.check(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", "in [0, 1)", labelSmoothing);
        Recipe.check(dropPath >= 0 && dropPath < 1, "dropPath", "in [0, 1)", dropPath);
        Recipe.check(averaging >= 0 && averaging < 1, "averaging", "in [0, 1)", averaging);
    }

    private static final double OFF = 0;

    /** No regularisation. */
    public static final Regularisation NONE = new Regularisation(OFF, OFF, OFF);

    public Regularisation withLabelSmoothing(double share) {
        return new Regularisation(share, dropPath, averaging);
    }

    public Regularisation withDropPath(double rate) {
        return new Regularisation(labelSmoothing, rate, averaging);
    }

    public Regularisation withAveraging(double decay) {
        return new Regularisation(labelSmoothing, dropPath, decay);
    }
}
