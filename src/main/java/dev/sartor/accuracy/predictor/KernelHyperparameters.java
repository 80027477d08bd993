package dev.sartor.accuracy.predictor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The hyperparameters of a {@link GenomeKernel} and of the noise, as logarithms (or logarithms of odds) with independent normal priors.
 * Their order: the scale of each gene, the scale of each size, then those at the offsets below, and the noise.
 *
 * <p>The priors were chosen on NAS-Bench-Macro and on the MnasNet space of Accel-NASBench. That of the noise is wide, since the
 * trainings of a search may be short and its networks alike, so that the noise may be larger than their differences.
 */
final class KernelHyperparameters {
    /** Offsets behind the scales. */
    private static final int TREND_WEIGHT = 0;

    private static final int ATTRIBUTE_WEIGHT = 1;
    private static final int SIZE_WEIGHT = 2;
    private static final int ADDITIVE_SHARE = 3;
    private static final int ATTRIBUTE_SHARE = 4;
    private static final int NOISE = 5;
    private static final int COUNT = 6;

    /** Standard deviations of the priors of logarithms. */
    private static final double SCALE_DEVIATION = 0.5;

    private static final double WEIGHT_DEVIATION = 0.7;
    private static final double SHARE_DEVIATION = 1.5;
    private static final double NOISE_DEVIATION = 2.5;
    /** Expected sum of the scales of all genes. */
    private static final double TOTAL_SCALE = 4.8;

    private static final double EXPECTED_SIZE_WEIGHT = 0.3;
    private static final double EXPECTED_ADDITIVE_SHARE = 0.3;
    private static final double EXPECTED_NOISE = 0.05;
    private static final double MIN_NOISE = 1e-5;
    private static final double MAX_NOISE = 100;

    private final ChoiceAttributes attributes;
    private final int[] geneSizes;
    private final int sizes;
    private final double[] means;
    private final double[] deviations;

    KernelHyperparameters(GenomeFeatures features) {
        attributes = features.attributes();
        geneSizes = features.geneSizes();
        sizes = features.sizes();
        int weights = geneSizes.length + sizes;
        means = new double[weights + COUNT];
        deviations = new double[means.length];
        Arrays.fill(means, 0, geneSizes.length, StrictMath.log(TOTAL_SCALE / Math.max(1, geneSizes.length)));
        Arrays.fill(means, geneSizes.length, weights, StrictMath.log(1.0 / sizes));
        Arrays.fill(deviations, 0, weights, SCALE_DEVIATION);
        means[weights + SIZE_WEIGHT] = StrictMath.log(EXPECTED_SIZE_WEIGHT);
        Arrays.fill(deviations, weights, weights + ADDITIVE_SHARE, WEIGHT_DEVIATION);
        means[weights + ADDITIVE_SHARE] = StrictMath.log(EXPECTED_ADDITIVE_SHARE / (1 - EXPECTED_ADDITIVE_SHARE));
        Arrays.fill(deviations, weights + ADDITIVE_SHARE, weights + NOISE, SHARE_DEVIATION);
        means[weights + NOISE] = StrictMath.log(EXPECTED_NOISE);
        deviations[weights + NOISE] = NOISE_DEVIATION;
    }

    /** The most probable hyperparameters before any value is known. */
    double[] expected() {
        return means.clone();
    }

    GenomeKernel kernel(double[] logarithms) {
        int weights = geneSizes.length + sizes;
        return new GenomeKernel(
                new ChoiceKernel(
                        attributes,
                        geneSizes,
                        exponentials(logarithms, 0, geneSizes.length),
                        share(logarithms[weights + ATTRIBUTE_SHARE]),
                        share(logarithms[weights + ADDITIVE_SHARE])),
                StrictMath.exp(logarithms[weights + ATTRIBUTE_WEIGHT]),
                StrictMath.exp(logarithms[weights + TREND_WEIGHT]),
                StrictMath.exp(logarithms[weights + SIZE_WEIGHT]),
                exponentials(logarithms, geneSizes.length, weights));
    }

    private static double[] exponentials(double[] logarithms, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(i -> StrictMath.exp(logarithms[i]))
                .toArray();
    }

    /** The probability with these logarithmic odds. */
    private static double share(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    /** The variance of the noise of one training, relative to that of the process. */
    double noise(double[] logarithms) {
        return Math.clamp(StrictMath.exp(logarithms[logarithms.length - 1]), MIN_NOISE, MAX_NOISE);
    }

    /** The logarithm of the prior probability, up to a constant. */
    double logPrior(double[] logarithms) {
        return logPriorWithoutNoise(logarithms) - squaredDistance(logarithms, logarithms.length - 1) / 2;
    }

    /** The same without the prior of the noise, for noise that was measured. */
    double logPriorWithoutNoise(double[] logarithms) {
        double squares = 0;
        for (int i = 0; i < logarithms.length - 1; i++) {
            squares += squaredDistance(logarithms, i);
        }
        return -squares / 2;
    }

    /** The squared distance of a hyperparameter from its prior mean, in standard deviations. */
    private double squaredDistance(double[] logarithms, int index) {
        double deviations = (logarithms[index] - means[index]) / this.deviations[index];
        return deviations * deviations;
    }
}
