package dev.sartor.accuracy.predictor;

import java.util.Arrays;

/**
 * Search for the kernel and the noise with the highest posterior probability ({@link KernelHyperparameters}): one
 * hyperparameter at a time is increased or decreased by a step, which grows after a success and shrinks after a failure.
 * Without priors, a few values would determine the influence of every gene by chance, and many values would be interpolated
 * as if they had no noise. If networks were trained repeatedly, the differences of their scores are the prior of the noise
 * ({@link TrainingNoise}). The same values give the same kernel.
 */
final class KernelHyperparameterSearch {
    private static final int MAX_SWEEPS = 6;
    private static final int MIN_SWEEPS = 3;
    /** Increase of the log posterior per sweep over all hyperparameters below which the search ends. */
    private static final double MIN_GAIN = 0.02;

    /** The first step of each logarithm. */
    private static final double FIRST_STEP = 1;

    /** Factor on a step after a success, and after a failure. */
    private static final double GROWTH = 1.5;

    private static final double SHRINKAGE = 0.5;
    /** The cost of a fit grows with the cube of the points, and more points than these hardly change the kernel. */
    private static final int MAX_POINTS = 150;

    private final KernelHyperparameters hyperparameters;
    private final TrainingNoise noise;
    private final GenomePoints points;
    private final double[] values;
    private Candidate best;

    /** Hyperparameters, the process with them, and their log posterior. */
    private record Candidate(double[] logarithms, GaussianProcess process, double logPosterior) {}

    private KernelHyperparameterSearch(
            KernelHyperparameters hyperparameters, TrainingNoise noise, GenomePoint[] points, double[] values) {
        this.hyperparameters = hyperparameters;
        this.noise = noise;
        this.points = new GenomePoints(points);
        this.values = values;
        best = candidate(hyperparameters.expected());
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
                        new KernelHyperparameters(features), noise, sample, sampleValues)
                .search();
        return stride == 1 ? found : found.refit(points, values);
    }

    private GaussianProcess search() {
        double[] steps = new double[best.logarithms().length];
        Arrays.fill(steps, FIRST_STEP);
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            double before = best.logPosterior();
            // the noise and the weights first, since the scales depend on them
            for (int i = steps.length - 1; i >= 0; i--) {
                steps[i] *= improves(i, -steps[i]) || improves(i, steps[i]) ? GROWTH : SHRINKAGE;
            }
            if (sweep >= MIN_SWEEPS && best.logPosterior() - before < MIN_GAIN) {
                break;
            }
        }
        return best.process();
    }

    /** Changes a hyperparameter by a step if that increases the posterior; whether it does. */
    private boolean improves(int index, double step) {
        double[] logarithms = best.logarithms().clone();
        logarithms[index] += step;
        Candidate other = candidate(logarithms);
        if (other.logPosterior() > best.logPosterior()) {
            best = other;
            return true;
        }
        return false;
    }

    private Candidate candidate(double[] logarithms) {
        var process = new GaussianProcess(
                hyperparameters.kernel(logarithms), hyperparameters.noise(logarithms), points, values);
        double logPrior = noise.isKnown()
                ? hyperparameters.logPriorWithoutNoise(logarithms)
                        + noise.logProbability(process.noise() * process.variance())
                : hyperparameters.logPrior(logarithms);
        return new Candidate(logarithms, process, process.logLikelihood() + logPrior);
    }
}
