package dev.sartor.accuracy;

import dev.sartor.accuracy.MeritPredictor.HeldOut;
import dev.sartor.accuracy.MeritPredictor.Known;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.UserError;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Accuracies that a {@link MeritModel} tells which learnt from a file of known ones: measured once, they serve any number
 * of searches. A network of the file has its own accuracy.
 */
public final class PredictedAccuracies implements AccuracySource, PredictedMerits {
    private final SearchSpace space;
    private final AccuracyTable table;
    private final Map<Genome, Double> known;
    private final long seed;
    private MeritModel model;

    private PredictedAccuracies(SearchSpace space, AccuracyTable table, List<Known> known, long seed) {
        this.space = space;
        this.table = table;
        this.seed = seed;
        this.known = known.stream().collect(Collectors.toMap(Known::genome, Known::merit));
    }

    /**
     * Reads the accuracies of some of a space's architectures, as {@link AccuracyTable} does, to learn from.
     *
     * @param seed of a model that begins at random
     * @throws UserError if the file is none of that, or knows fewer than {@link MeritPredictor#LEAST} architectures
     */
    public static PredictedAccuracies read(Path file, SearchSpace space, long seed) {
        AccuracyTable table = AccuracyTable.read(file, space);
        List<Known> known = table.known();
        if (known.size() < MeritPredictor.LEAST) {
            throw new UserError(
                    "nothing can be learnt from " + known.size() + " accuracies",
                    file.toString(),
                    "give those of " + MeritPredictor.LEAST + " architectures of the space, better of 50 or more");
        }
        return new PredictedAccuracies(space, table, known, seed);
    }

    @Override
    public void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        model(threads);
    }

    private synchronized MeritModel model(int threads) {
        if (model == null) {
            model = MeritModel.learn(space.genes(), Measure.ACCURACY, table.known(), seed, threads);
        }
        return model;
    }

    @Override
    public double merit(Architecture architecture, long searchSeed) {
        double[] merit = new double[1];
        predict(List.of(space.encode(architecture)), merit);
        return merit[0];
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
                Measure.ACCURACY.shown(heldOut.rmse()),
                heldOut.kendallTau());
    }
}
