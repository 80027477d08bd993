package dev.sartor.accuracy.source;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.FeatureSelection;
import dev.sartor.accuracy.predictor.FittedPredictor;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.PredictorQuality;
import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Accuracy source that predicts accuracies by a {@link FittedPredictor}, which is fitted to a file of known accuracies.
 * Networks in the file keep their known accuracy.
 */
public final class PredictorSource implements AccuracySource, ScorePredictor {
    private static final int ONE_THREAD = 1;

    private final SearchSpace space;
    private final AccuracyTable table;
    private final Map<Genome, Double> knownAccuracies;
    private final long seed;
    private final FeatureSources features;
    private FittedPredictor predictor;
    /** Uses features of the networks besides their genomes; null until it is needed. */
    private GaussianProcessPredictor featurePredictor;

    /** The names of the features that {@link #featurePredictor} uses. */
    private List<String> usedFeatures = List.of();

    private PredictorSource(
            SearchSpace space, AccuracyTable table, List<ScoredGenome> known, long seed, FeatureSources features) {
        this.space = space;
        this.table = table;
        this.seed = seed;
        this.features = features;
        this.knownAccuracies = known.stream().collect(Collectors.toMap(ScoredGenome::genome, ScoredGenome::score));
    }

    /**
     * Reads the known accuracies, see {@link AccuracyTable}; an architecture may have several, of repeated trainings.
     *
     * @param seed seed of the predictor's initial weights
     * @throws UserError if the file is not valid, or has fewer than {@link GaussianProcessPredictor#MIN_GENOMES} architectures
     */
    public static PredictorSource read(Path file, SearchSpace space, long seed) {
        return read(file, space, seed, FeatureSources.NONE);
    }

    /** The same with features of the networks; the predictor uses those that help. */
    static PredictorSource read(Path file, SearchSpace space, long seed, FeatureSources features) {
        AccuracyTable table = AccuracyTable.readRepeated(file, space);
        List<ScoredGenome> known = table.scoredGenomes();
        if (known.isEmpty() && table.rowsWithoutAccuracy() > 0) {
            throw new UserError(
                    "none of the " + table.rowsWithoutAccuracy() + " rows has an accuracy: all trainings failed",
                    file.toString(),
                    "train the networks again, with a lower learning rate, and write a share from 0 to 1 into the"
                            + " column accuracy");
        }
        if (known.size() < GaussianProcessPredictor.MIN_GENOMES) {
            throw new UserError(
                    known.size() + " accuracies are too few to fit a predictor",
                    file.toString(),
                    "give the accuracies of at least " + GaussianProcessPredictor.MIN_GENOMES
                            + " architectures of the space, better 50 or more");
        }
        if (!features.isEmpty() && known.size() > FittedPredictor.MAX_GAUSSIAN_PROCESS_SIZE) {
            throw new UserError(
                    "a predictor of more than " + FittedPredictor.MAX_GAUSSIAN_PROCESS_SIZE
                            + " accuracies takes no features, and there are " + known.size(),
                    file.toString(),
                    "omit '+" + String.join("+", features.names()) + "'");
        }
        return new PredictorSource(space, table, known, seed, features);
    }

    @Override
    public void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        predictor(threads);
        features.prepare(threads, listener, cancelled);
        if (!features.isEmpty() && !cancelled.getAsBoolean()) {
            try {
                featurePredictor(threads);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized GaussianProcessPredictor featurePredictor(int threads) throws InterruptedException {
        if (featurePredictor == null) {
            List<ScoredGenome> scored = table.scoredGenomes();
            features.compute(scored.stream().map(ScoredGenome::genome).toList(), threads);
            var selection = new FeatureSelection(space, List.copyOf(features.features()));
            featurePredictor = selection.fit(EvaluationMetric.ACCURACY, scored);
            usedFeatures = selection.selectedFeatures();
        }
        return featurePredictor;
    }

    private synchronized FittedPredictor predictor(int threads) {
        if (predictor == null) {
            predictor = FittedPredictor.fit(space, EvaluationMetric.ACCURACY, table.scoredGenomes(), seed, threads);
        }
        return predictor;
    }

    @Override
    public double score(Architecture architecture, long searchSeed) throws InterruptedException {
        Genome genome = space.encode(architecture);
        double[] score = new double[1];
        if (features.isEmpty() || knownAccuracies.containsKey(genome)) {
            predict(List.of(genome), score);
            return score[0];
        }
        GaussianProcessPredictor fitted = featurePredictor(ONE_THREAD);
        features.compute(List.of(genome), ONE_THREAD);
        fitted.predict(List.of(genome), score);
        return Math.clamp(score[0], 0, 1);
    }

    /** Predicts without features, which would take too long for many networks. */
    @Override
    public void predict(List<Genome> genomes, double[] scores) {
        predictor(ONE_THREAD).predict(genomes, scores);
        for (int i = 0; i < genomes.size(); i++) {
            Double accuracy = knownAccuracies.get(genomes.get(i));
            scores[i] = accuracy != null ? accuracy : Math.clamp(scores[i], 0, 1);
        }
    }

    @Override
    public Optional<String> fingerprint() {
        return features.isEmpty() ? predictor(ONE_THREAD).fingerprint() : features.fingerprint();
    }

    @Override
    public synchronized String description() {
        PredictorQuality quality =
                (featurePredictor == null ? predictor(ONE_THREAD) : featurePredictor).heldOutQuality();
        return String.format(
                        Locale.ROOT,
                        "predicted from %s; RMSE %.2f points and rank correlation %.3f on %d held-out networks",
                        table.description(),
                        EvaluationMetric.ACCURACY.toDisplayUnits(quality.rmse()),
                        quality.kendallTau(),
                        quality.networks())
                + featuresText();
    }

    private String featuresText() {
        if (features.isEmpty()) {
            return "";
        }
        return featurePredictor == null
                ? "; features to be tried: " + String.join(", ", features.names())
                : "; " + (usedFeatures.isEmpty() ? "no feature helps" : "features: " + String.join(", ", usedFeatures));
    }

    @Override
    public Optional<Path> reuseFrom(List<Path> folders) {
        return features.reuseFrom(folders);
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return features.isEmpty()
                ? this
                : new PredictorSource(space, table, table.scoredGenomes(), seed, features.withCacheFolder(folder));
    }

    @Override
    public synchronized void close() {
        if (predictor != null) {
            predictor.close();
        }
        features.close();
    }
}
