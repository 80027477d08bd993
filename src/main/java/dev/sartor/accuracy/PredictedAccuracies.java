package dev.sartor.accuracy;

import dev.sartor.accuracy.MeritPredictor.HeldOut;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.UserError;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Accuracies that a {@link MeritPredictor} tells which learnt from a file of known ones: measured once, they serve any number
 * of searches. A network of the file has its own accuracy.
 */
public final class PredictedAccuracies implements AccuracySource {
    private final SearchSpace space;
    private final AccuracyTable table;
    private final MeritPredictor predictor;

    private PredictedAccuracies(SearchSpace space, AccuracyTable table, MeritPredictor predictor) {
        this.space = space;
        this.table = table;
        this.predictor = predictor;
    }

    /**
     * Learns from the accuracies of some of a space's architectures, as {@link AccuracyTable} reads them.
     *
     * @throws UserError if the file is none of that, or knows fewer than {@link MeritPredictor#LEAST} architectures
     */
    public static PredictedAccuracies learn(Path file, SearchSpace space) {
        AccuracyTable table = AccuracyTable.read(file, space);
        List<MeritPredictor.Known> known = table.known();
        if (known.size() < MeritPredictor.LEAST) {
            throw new UserError("nothing can be learnt from " + known.size() + " accuracies", file.toString(),
                    "give those of " + MeritPredictor.LEAST + " architectures of the space, better of 50 or more");
        }
        return new PredictedAccuracies(space, table, MeritPredictor.fit(space.genes(), Measure.ACCURACY, known));
    }

    @Override
    public double merit(Architecture architecture, long seed) {
        return table.find(architecture).orElseGet(() -> predicted(space.encode(architecture)));
    }

    private double predicted(Genome genome) {
        double[] median = new double[1];
        predictor.medians(List.of(genome), median);
        return Math.clamp(median[0], 0, 1);
    }

    @Override
    public String description() {
        HeldOut heldOut = predictor.heldOut();
        return String.format(Locale.ROOT, "predicted from %s; each of them left out in turn: off by %.2f points, rank correlation %.3f",
                table.description(), Measure.ACCURACY.shown(heldOut.rmse()), heldOut.kendallTau());
    }
}
