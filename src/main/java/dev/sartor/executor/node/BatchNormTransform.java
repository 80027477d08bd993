package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;

/**
 * Batch normalisation (arXiv 1502.03167), then an activation: y = gamma (z - mean) / sqrt(variance + epsilon) + beta with
 * the statistics of the batch in training and the running ones otherwise. Let g be the gradient of y, P the number of pixels of
 * all images, x the normalised z, and s = gamma / sqrt(variance + epsilon). The gradient of z is
 * s (g - sum(g) / P - x sum(g x) / P); its coefficients are stored in the form a g + b z + c.
 */
public final class BatchNormTransform extends ReadTransform {
    /** The weight of a batch in the running statistics, as in PyTorch. */
    public static final double MOMENTUM = 0.1;

    private final Layer layer;
    private final int channels;
    private final double[] mean;
    /** 1 / sqrt(variance + epsilon). */
    private final double[] inverseDeviation;

    private float[] gamma;
    private float[] beta;
    private float[] runningMean;
    private float[] runningVariance;

    public BatchNormTransform(Layer layer, ActivationFunction activation) {
        super(((Op.BatchNorm) layer.op()).channels(), activation);
        this.layer = layer;
        channels = ((Op.BatchNorm) layer.op()).channels();
        mean = new double[channels];
        inverseDeviation = new double[channels];
        // the channels that only fill the last group of 16 give 0
        java.util.Arrays.fill(affine.scale(), channels, Tile.padded(channels), 0);
        java.util.Arrays.fill(backward.a(), channels, Tile.padded(channels), 0);
    }

    private String name(Parameter.Role role) {
        return Parameter.name(layer.name(), role);
    }

    @Override
    boolean isIdentity() {
        return false;
    }

    @Override
    boolean needsBatchStatistics() {
        return true;
    }

    @Override
    boolean needsGradientSums() {
        return true;
    }

    @Override
    public void load(Weights weights, boolean training) {
        gamma = weights.tensor(name(Parameter.Role.GAMMA));
        beta = weights.tensor(name(Parameter.Role.BETA));
        runningMean = weights.tensor(name(Parameter.Role.MEAN));
        runningVariance = weights.tensor(name(Parameter.Role.VARIANCE));
        if (!training) {
            for (int c = 0; c < channels; c++) {
                normalise(c, runningMean[c], runningVariance[c]);
            }
        }
    }

    /** Sets the affine function of channel {@code c} that normalises by a mean and a variance. */
    private void normalise(int c, double average, double variance) {
        mean[c] = average;
        inverseDeviation[c] = 1 / Math.sqrt(variance + Op.BatchNorm.EPSILON);
        double scale = gamma[c] * inverseDeviation[c];
        affine.scale()[c] = (float) scale;
        affine.shift()[c] = (float) (beta[c] - average * scale);
    }

    /** Also updates the running statistics; the running variance is the unbiased one. */
    @Override
    void setBatchStatistics(double[] sums, long count) {
        for (int c = 0; c < channels; c++) {
            double average = sums[sumIndex(c)] / count;
            setStatistics(c, average, sums[secondSumIndex(c)] / count - average * average, count);
        }
    }

    /**
     * Sets the batch's mean and variance of one channel, and updates the running ones.
     *
     * @param computedVariance may be slightly negative, because of rounding
     * @param count            number of pixels of all images
     */
    public void setStatistics(int c, double average, double computedVariance, long count) {
        double variance = Math.max(0, computedVariance);
        normalise(c, average, variance);
        double unbiased = variance * count / Math.max(1, count - 1);
        runningMean[c] += (float) (MOMENTUM * (average - runningMean[c]));
        runningVariance[c] += (float) (MOMENTUM * (unbiased - runningVariance[c]));
    }

    /** The mean of channel {@code c} in the batch, or else the running mean. */
    public double mean(int c) {
        return mean[c];
    }

    @Override
    public void setGradientSums(double[] sums, long count, Weights gradients) {
        float[] gammaGradient = gradients.tensor(name(Parameter.Role.GAMMA));
        float[] betaGradient = gradients.tensor(name(Parameter.Role.BETA));
        for (int c = 0; c < channels; c++) {
            double sum = sums[sumIndex(c)];
            double sumTimesNormalised = inverseDeviation[c] * (sums[secondSumIndex(c)] - mean[c] * sum);
            betaGradient[c] = (float) sum;
            gammaGradient[c] = (float) sumTimesNormalised;
            double scale = gamma[c] * inverseDeviation[c];
            double b = -scale * inverseDeviation[c] * sumTimesNormalised / count;
            backward.a()[c] = (float) scale;
            backward.b()[c] = (float) b;
            backward.c()[c] = (float) (-scale * sum / count - b * mean[c]);
        }
    }
}
