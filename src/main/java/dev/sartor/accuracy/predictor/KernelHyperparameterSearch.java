package dev.sartor.accuracy.predictor;

/**
 * Search for the kernel and the noise with the highest posterior probability: coordinate descent that multiplies one hyperparameter
 * at a time by some factors. The priors of the scales and of the noise are log-normal around their initial values; without them,
 * twenty values would determine the influence of every gene by chance, and a thousand would be interpolated without any noise. Where
 * networks were trained repeatedly, the prior of the noise is what the repeats show ({@link TrainingNoise}). The same values give the
 * same kernel.
 */
final class KernelHyperparameterSearch {
    private static final double[] FACTORS = {0.25, 0.5, 0.7, 1.4, 2, 4};
    private static final double[] ORDINAL_SHARES = {0, 0.5, 1};
    private static final double INITIAL_NOISE = 0.02;
    /** Weight with which the linear part and the rational quadratic part are first tried. */
    private static final double INITIAL_WEIGHT = 1;
    /** Weight from which the factors start when a part has none. */
    private static final double RENEWED_WEIGHT = 0.3;
    /** Standard deviation of the logarithm of a scale, and of the noise. */
    private static final double PRIOR_DEVIATION = 0.5;

    private static final int MAX_SWEEPS = 3;
    /** The cost of a fit grows with the cube of the points, and more points than these hardly change the kernel. */
    private static final int MAX_POINTS = 150;

    private final GenomePoint[] points;
    private final double[] values;
    /** The mean and deviation of the prior of the noise's logarithm. */
    private final double expectedNoise;

    private final double noiseDeviation;
    private GaussianProcess best;

    private KernelHyperparameterSearch(
            GenomeKernel initial, TrainingNoise noise, GenomePoint[] points, double[] values) {
        this.points = points;
        this.values = values;
        expectedNoise = noise.relativeTo(values).orElse(INITIAL_NOISE);
        noiseDeviation = Math.min(PRIOR_DEVIATION, noise.logDeviation());
        best = new GaussianProcess(initial, expectedNoise, points, values);
    }

    /** The process over all points with the best kernel found on an evenly spaced sample of them. */
    static GaussianProcess fit(GenomeFeatures features, TrainingNoise noise, GenomePoint[] points, double[] values) {
        int stride = Math.ceilDiv(points.length, MAX_POINTS);
        GenomePoint[] sample = new GenomePoint[Math.ceilDiv(points.length, stride)];
        double[] sampleValues = new double[sample.length];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = points[i * stride];
            sampleValues[i] = values[i * stride];
        }
        GaussianProcess found = new KernelHyperparameterSearch(
                        GenomeKernel.initial(features.geneSizes(), features.sizes()), noise, sample, sampleValues)
                .search();
        return stride == 1 ? found : new GaussianProcess(found.kernel(), found.noise(), points, values);
    }

    private GaussianProcess search() {
        keepIfMoreProbable(best.kernel().withTrendWeight(INITIAL_WEIGHT));
        keepIfMoreProbable(best.kernel().withSizeWeight(INITIAL_WEIGHT));
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            double before = logPosterior(best);
            sweep();
            if (logPosterior(best) - before < 0.1) {
                break;
            }
        }
        return best;
    }

    private void sweep() {
        for (double share : ORDINAL_SHARES) {
            keepIfMoreProbable(choices().withOrdinalShare(share));
        }
        for (double factor : FACTORS) {
            keepIfMoreProbable(choices().withScaledAdditiveOdds(factor));
            keepIfMoreProbable(best.kernel(), Math.clamp(best.noise() * factor, 1e-5, 1));
            keepIfMoreProbable(
                    best.kernel().withTrendWeight(factor * start(best.kernel().trendWeight())));
            keepIfMoreProbable(
                    best.kernel().withSizeWeight(factor * start(best.kernel().sizeWeight())));
        }
        keepIfMoreProbable(best.kernel().withTrendWeight(0));
        keepIfMoreProbable(best.kernel().withSizeWeight(0));
        for (int size = 0; size < best.kernel().sizeScales().length; size++) {
            for (double factor : FACTORS) {
                keepIfMoreProbable(best.kernel().withScaledSize(size, factor));
            }
        }
        for (int gene = 0; gene < choices().genes(); gene++) {
            ChoiceKernel before = choices();
            for (double factor : FACTORS) {
                keepIfMoreProbable(before.withScaledGene(gene, factor));
            }
        }
    }

    private ChoiceKernel choices() {
        return best.kernel().choices();
    }

    private void keepIfMoreProbable(ChoiceKernel choices) {
        keepIfMoreProbable(best.kernel().withChoices(choices));
    }

    private void keepIfMoreProbable(GenomeKernel kernel) {
        keepIfMoreProbable(kernel, best.noise());
    }

    private static double start(double weight) {
        return weight == 0 ? RENEWED_WEIGHT : weight;
    }

    private double logPosterior(GaussianProcess process) {
        double logNoise = StrictMath.log(process.noise() / expectedNoise);
        // the noise has the deviation of the scales unless repeated trainings tell more
        double weight = PRIOR_DEVIATION / noiseDeviation;
        double squares = process.kernel().squaredLogScales() + weight * weight * logNoise * logNoise;
        return process.logLikelihood() - 0.5 * squares / (PRIOR_DEVIATION * PRIOR_DEVIATION);
    }

    private void keepIfMoreProbable(GenomeKernel kernel, double noise) {
        var other = new GaussianProcess(kernel, noise, points, values);
        if (logPosterior(other) > logPosterior(best)) {
            best = other;
        }
    }
}
