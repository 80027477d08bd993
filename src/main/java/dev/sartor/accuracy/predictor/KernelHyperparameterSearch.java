package dev.sartor.accuracy.predictor;

/**
 * Search for the kernel and the noise with the highest likelihood of the known values: coordinate descent that multiplies one
 * hyperparameter at a time by some factors. The same values give the same kernel.
 */
final class KernelHyperparameterSearch {
    private static final double[] FACTORS = {0.25, 0.5, 0.7, 1.4, 2, 4};
    private static final double[] ORDINAL_SHARES = {0, 0.5, 1};
    private static final double INITIAL_NOISE = 0.01;
    private static final int MAX_SWEEPS = 3;
    /** The cost of a fit grows with the cube of the points, and more points than these hardly change the kernel. */
    private static final int MAX_POINTS = 150;

    private final int[][] points;
    private final double[] values;
    private GaussianProcess best;

    private KernelHyperparameterSearch(GenomeKernel initial, int[][] points, double[] values) {
        this.points = points;
        this.values = values;
        best = new GaussianProcess(initial, INITIAL_NOISE, points, values);
    }

    /** The process over all points with the best kernel found on an evenly spaced sample of them. */
    static GaussianProcess fit(int[] sizes, int[][] points, double[] values) {
        int stride = Math.ceilDiv(points.length, MAX_POINTS);
        int[][] sample = new int[Math.ceilDiv(points.length, stride)][];
        double[] sampleValues = new double[sample.length];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = points[i * stride];
            sampleValues[i] = values[i * stride];
        }
        GaussianProcess found =
                new KernelHyperparameterSearch(GenomeKernel.initial(sizes), sample, sampleValues).search();
        return stride == 1 ? found : new GaussianProcess(found.kernel(), found.noise(), points, values);
    }

    private GaussianProcess search() {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            double before = best.logLikelihood();
            for (double share : ORDINAL_SHARES) {
                keepIfMoreLikely(best.kernel().withOrdinalShare(share), best.noise());
            }
            for (double factor : FACTORS) {
                keepIfMoreLikely(best.kernel().withScaledAdditiveOdds(factor), best.noise());
                keepIfMoreLikely(best.kernel(), Math.clamp(best.noise() * factor, 1e-5, 1));
            }
            for (int gene = 0; gene < best.kernel().genes(); gene++) {
                GenomeKernel kernel = best.kernel();
                for (double factor : FACTORS) {
                    keepIfMoreLikely(kernel.withScaledGene(gene, factor), best.noise());
                }
            }
            if (best.logLikelihood() - before < 0.1) {
                break;
            }
        }
        return best;
    }

    private void keepIfMoreLikely(GenomeKernel kernel, double noise) {
        var other = new GaussianProcess(kernel, noise, points, values);
        if (other.logLikelihood() > best.logLikelihood()) {
            best = other;
        }
    }
}
