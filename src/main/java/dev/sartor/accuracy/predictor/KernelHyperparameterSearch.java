package dev.sartor.accuracy.predictor;

/**
 * Finds the kernel and the noise under which what is known is most likely: coordinate by coordinate, each tried at some
 * factors of itself. The same values give the same kernel.
 */
final class KernelHyperparameterSearch {
    private static final double[] FACTORS = {0.25, 0.5, 0.7, 1.4, 2, 4};
    private static final double[] ORDINAL_SHARES = {0, 0.5, 1};
    private static final int SWEEPS = 3;
    /** A fit costs the cube of the points; more than these say little more of the kernel. */
    private static final int MOST_POINTS = 150;

    private final int[][] points;
    private final double[] values;
    private GaussianProcess best;

    private KernelHyperparameterSearch(GenomeKernel start, int[][] points, double[] values) {
        this.points = points;
        this.values = values;
        best = new GaussianProcess(start, 0.01, points, values);
    }

    /** The process over all points with the best kernel found. */
    static GaussianProcess fit(int[] sizes, int[][] points, double[] values) {
        int stride = Math.ceilDiv(points.length, MOST_POINTS);
        int[][] some = new int[Math.ceilDiv(points.length, stride)][];
        double[] theirs = new double[some.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = points[i * stride];
            theirs[i] = values[i * stride];
        }
        GaussianProcess found = new KernelHyperparameterSearch(GenomeKernel.of(sizes), some, theirs).search();
        return stride == 1 ? found : new GaussianProcess(found.kernel(), found.noise(), points, values);
    }

    private GaussianProcess search() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double before = best.logLikelihood();
            for (double share : ORDINAL_SHARES) {
                consider(best.kernel().withOrdinal(share), best.noise());
            }
            for (double factor : FACTORS) {
                consider(best.kernel().moreAlone(factor), best.noise());
                consider(best.kernel(), Math.clamp(best.noise() * factor, 1e-5, 1));
            }
            for (int gene = 0; gene < best.kernel().genes(); gene++) {
                GenomeKernel kernel = best.kernel();
                for (double factor : FACTORS) {
                    consider(kernel.scaled(gene, factor), best.noise());
                }
            }
            if (best.logLikelihood() - before < 0.1) {
                break;
            }
        }
        return best;
    }

    private void consider(GenomeKernel kernel, double noise) {
        var other = new GaussianProcess(kernel, noise, points, values);
        if (other.logLikelihood() > best.logLikelihood()) {
            best = other;
        }
    }
}
