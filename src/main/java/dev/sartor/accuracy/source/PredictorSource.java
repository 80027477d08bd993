package dev.sartor.accuracy.source;

import dev.sartor.accuracy.EvaluationMetric;
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
 * Accuracy source that predicts accuracies by a {@link FittedPredictor}, which is fitted to a file of known ones. Networks in
 * the file keep their known accuracy. The file is measured once and serves any number of searches.
 */
public final class PredictorSource implements AccuracySource, ScorePredictor {
    private final SearchSpace space;
    private final AccuracyTable table;
    private final Map<Genome, Double> knownAccuracies;
    private final long seed;
    private FittedPredictor predictor;

    private PredictorSource(SearchSpace space, AccuracyTable table, List<ScoredGenome> known, long seed) {
        this.space = space;
        this.table = table;
        this.seed = seed;
        this.knownAccuracies = known.stream().collect(Collectors.toMap(ScoredGenome::genome, ScoredGenome::score));
    }

    /**
     * Reads the known accuracies, see {@link AccuracyTable}; an architecture may have those of repeated trainings.
     *
     * @param seed of the predictor's initial weights
     * @throws UserError if the file is not valid, or has fewer than {@link GaussianProcessPredictor#MIN_GENOMES} architectures
     */
    public static PredictorSource read(Path file, SearchSpace space, long seed) {
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
        return new PredictorSource(space, table, known, seed);
    }

    @Override
    public void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        predictor(threads);
    }

    private synchronized FittedPredictor predictor(int threads) {
        if (predictor == null) {
            predictor = FittedPredictor.fit(space, EvaluationMetric.ACCURACY, table.scoredGenomes(), seed, threads);
        }
        return predictor;
    }

    @Override
    public double score(Architecture architecture, long searchSeed) {
        double[] score = new double[1];
        predict(List.of(space.encode(architecture)), score);
        return score[0];
    }

    @Override
    public void predict(List<Genome> genomes, double[] scores) {
        predictor(1).predict(genomes, scores);
        for (int i = 0; i < genomes.size(); i++) {
            Double accuracy = knownAccuracies.get(genomes.get(i));
            scores[i] = accuracy != null ? accuracy : Math.clamp(scores[i], 0, 1);
        }
    }

    @Override
    public Optional<String> fingerprint() {
        return predictor(1).fingerprint();
    }

    @Override
    public String description() {
        PredictorQuality quality = predictor(1).heldOutQuality();
        return String.format(
                Locale.ROOT,
                "predicted from %s; RMSE %.2f points and rank correlation %.3f on %d held-out networks",
                table.description(),
                EvaluationMetric.ACCURACY.toDisplayUnits(quality.rmse()),
                quality.kendallTau(),
                quality.networks());
    }

    @Override
    public synchronized void close() {
        if (predictor != null) {
            predictor.close();
        }
    }
}
