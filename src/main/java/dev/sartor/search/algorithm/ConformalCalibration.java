package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.PredictedScore;
import java.util.ArrayList;
import java.util.List;

/**
 * How much wider than told a predictor's deviations must be: so that of the merits it foretold so far 95 % lie within two of them
 * (the quantile of conformal prediction: Vovk, Gammerman, Shafer: Algorithmic Learning in a Random World, 2005). A model that is
 * asked for what looks best is asked where it errs most, which what it learnt from cannot show.
 */
final class ConformalCalibration {
    private static final double WITHIN = 0.95;
    private static final int LEAST = 8;
    private static final double WIDEST = 5;

    private final List<Double> misses = new ArrayList<>();

    /** Learns from a prediction that was not calibrated, and what became of it. */
    void learn(PredictedScore foretold, double merit) {
        misses.add(Math.abs(merit - foretold.mean()) / Math.max(foretold.deviation(), Double.MIN_NORMAL));
    }

    /** A prediction with the deviation that it should have; never a narrower one. */
    PredictedScore of(PredictedScore foretold) {
        return new PredictedScore(foretold.mean(), foretold.deviation() * factor());
    }

    private double factor() {
        if (misses.size() < LEAST) {
            return 1;
        }
        double[] sorted =
                misses.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int place = Math.min(sorted.length, (int) Math.ceil(WITHIN * (sorted.length + 1)));
        return Math.clamp(sorted[place - 1] / ForecastQuality.DEVIATIONS, 1, WIDEST);
    }
}
