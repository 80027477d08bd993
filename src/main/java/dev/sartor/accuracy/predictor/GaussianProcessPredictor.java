package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Predictor of scores with error bars: a {@link GaussianProcess} over the choices and the sizes of the network, fitted to
 * transformed scores ({@link TargetTransform}). The same scores give the same predictions. Thread-safe.
 *
 * <p>The interpolation in latency tables is a Gaussian process too, but another model: over the features of layers, with an
 * explicit trend, and with hyperparameters by leave-one-out probability. It inverts the covariance matrix, while this one
 * solves with {@link dev.sartor.base.math.Cholesky}. The two have no common class, because the results of searches or of
 * predictions would then differ in the last digits.
 */
public final class GaussianProcessPredictor implements FittedPredictor {
    /** The smallest number of genomes that it can be fitted to. */
    public static final int MIN_GENOMES = 4;

    private final GenomeFeatures features;
    private final TargetTransform transform;
    private final GaussianProcess process;
    private final List<ScoredGenome> known;
    /**
     * For {@link #predict(List, double[])}; computed when it is first needed, possibly by several threads, with equal
     * results.
     */
    private volatile GenomeMeans means;

    private GaussianProcessPredictor(
            GenomeFeatures features, TargetTransform transform, GaussianProcess process, List<ScoredGenome> known) {
        this.features = features;
        this.transform = transform;
        this.process = process;
        this.known = List.copyOf(known);
    }

    /**
     * Fits a predictor. The time grows with the cube of the number of genomes: some tenths of a second for 150, some seconds
     * for 1500.
     *
     * @param features the features of the space
     * @param known    the known scores of at least {@link #MIN_GENOMES} genomes, each genome once
     */
    public static GaussianProcessPredictor fit(
            GenomeFeatures features, EvaluationMetric metric, List<ScoredGenome> known) {
        if (known.size() < MIN_GENOMES) {
            throw new IllegalArgumentException(
                    "A predictor is fitted to at least " + MIN_GENOMES + " genomes, not " + known.size());
        }
        var transform = new TargetTransform(metric);
        GaussianProcess process = KernelHyperparameterSearch.fit(
                features, TrainingNoise.of(transform, known), points(features, known), transform.apply(known));
        return new GaussianProcessPredictor(features, transform, process, known);
    }

    /** The predictor with more genomes and the same kernel; finding the kernel takes most of the time of {@link #fit}. */
    public GaussianProcessPredictor withAdditional(List<ScoredGenome> more) {
        List<ScoredGenome> all = Stream.concat(known.stream(), more.stream()).toList();
        return new GaussianProcessPredictor(
                features, transform, process.refit(points(features, all), transform.apply(all)), all);
    }

    private static GenomePoint[] points(GenomeFeatures features, List<ScoredGenome> known) {
        return known.stream()
                .map(k -> features.point(k.genome()).withTrainings(k.trainings()))
                .toArray(GenomePoint[]::new);
    }

    /** Predicts the median score of each genome, which takes much less time than the mean by {@link #predict(Genome)}. */
    @Override
    public void predict(List<Genome> genomes, double[] into) {
        GenomeMeans fast = means == null ? process.means(features) : means;
        means = fast;
        double[] buffer = new double[fast.points()];
        for (int i = 0; i < genomes.size(); i++) {
            Genome genome = genomes.get(i);
            into[i] = transform.invert(fast.mean(genome.toArray(), features.sizesOf(genome), buffer));
        }
    }

    /** The mean score of a canonical genome with its error bar. */
    public PredictedScore predict(Genome genome) {
        return transform.invert(process.predict(features.point(genome)));
    }

    /**
     * The mean gain of some networks over others: for accuracies the share of the errors that is avoided (0.1: one error of ten),
     * for other scores the difference.
     *
     * @param networks  canonical genomes, at least one
     * @param baselines canonical genomes, at least one
     */
    public PredictedScore meanGain(List<Genome> networks, List<Genome> baselines) {
        PredictedScore difference = process.meanDifference(features.points(networks), features.points(baselines));
        if (!transform.isLogarithmic()) {
            return difference;
        }
        double remaining = Math.exp(-difference.mean());
        return new PredictedScore(1 - remaining, remaining * difference.deviation());
    }

    /** The logarithm of the probability of the known scores, each under the predictor of all others, up to a constant. */
    double leaveOneOutLogProbability() {
        return process.leaveOneOutLogProbability();
    }

    /** The leave-one-out quality. */
    @Override
    public PredictorQuality heldOutQuality() {
        double[] predicted =
                Arrays.stream(process.leaveOneOutMeans()).map(transform::invert).toArray();
        return PredictorQuality.of(
                predicted, known.stream().mapToDouble(ScoredGenome::score).toArray());
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.empty();
    }
}
