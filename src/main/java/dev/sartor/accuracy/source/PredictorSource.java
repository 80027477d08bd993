package dev.sartor.accuracy.source;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.FittedPredictor;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.HeldOut;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.Known;
import dev.sartor.accuracy.predictor.ScorePredictor;
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
 * Accuracies that a {@link FittedPredictor} tells which learnt from a file of known ones: measured once, they serve any number
 * of searches. A network of the file has its own accuracy.
 */
public final class PredictorSource implements AccuracySource, ScorePredictor {
    private final SearchSpace space;
    private final AccuracyTable table;
    private final Map<Genome, Double> known;
    private final long seed;
    private FittedPredictor model;

    private PredictorSource(SearchSpace space, AccuracyTable table, List<Known> known, long seed) {
        this.space = space;
        this.table = table;
        this.seed = seed;
        this.known = known.stream().collect(Collectors.toMap(Known::genome, Known::score));
    }

    /**
     * Reads the accuracies of some of a space's architectures, as {@link AccuracyTable} does, to learn from.
     *
     * @param seed of a model that begins at random
     * @throws UserError if the file is none of that, or knows fewer than {@link GaussianProcessPredictor#LEAST} architectures
     */
    public static PredictorSource read(Path file, SearchSpace space, long seed) {
        AccuracyTable table = AccuracyTable.read(file, space);
        List<Known> known = table.known();
        if (known.size() < GaussianProcessPredictor.LEAST) {
            throw new UserError(
                    "nothing can be learnt from " + known.size() + " accuracies",
                    file.toString(),
                    "give those of " + GaussianProcessPredictor.LEAST
                            + " architectures of the space, better of 50 or more");
        }
        return new PredictorSource(space, table, known, seed);
    }

    @Override
    public void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        model(threads);
    }

    private synchronized FittedPredictor model(int threads) {
        if (model == null) {
            model = FittedPredictor.learn(space.genes(), EvaluationMetric.ACCURACY, table.known(), seed, threads);
        }
        return model;
    }

    @Override
    public double score(Architecture architecture, long searchSeed) {
        double[] score = new double[1];
        predict(List.of(space.encode(architecture)), score);
        return score[0];
    }

    @Override
    public void predict(List<Genome> genomes, double[] into) {
        model(1).predict(genomes, into);
        for (int i = 0; i < genomes.size(); i++) {
            Double own = known.get(genomes.get(i));
            into[i] = own != null ? own : Math.clamp(into[i], 0, 1);
        }
    }

    @Override
    public Optional<String> learnt() {
        return model(1).fingerprint();
    }

    @Override
    public String description() {
        HeldOut heldOut = model(1).heldOut();
        return String.format(
                Locale.ROOT,
                "predicted from %s; %d of them, held out, are off by %.2f points, rank correlation %.3f",
                table.description(),
                heldOut.networks(),
                EvaluationMetric.ACCURACY.shown(heldOut.rmse()),
                heldOut.kendallTau());
    }
}
