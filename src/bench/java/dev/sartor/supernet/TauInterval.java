package dev.sartor.supernet;

import dev.sartor.base.math.KendallTau;
import dev.sartor.base.math.Quantiles;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Kendall's tau and its 95 % interval by the percentiles of 1,000 bootstrap samples of the networks. */
record TauInterval(double tau, double lower, double upper, int networks) {
    private static final int SAMPLES = 1000;

    /** Quantiles at the ends of the interval. */
    private static final double LOWER = 0.025;

    private static final double UPPER = 0.975;

    static TauInterval of(double[] scores, double[] accuracies) {
        var random = new SplittableRandom(1);
        double[] taus = new double[SAMPLES];
        Arrays.setAll(taus, _ -> {
            int[] sample = random.ints(scores.length, 0, scores.length).toArray();
            return KendallTau.of(select(scores, sample), select(accuracies, sample));
        });
        return new TauInterval(
                KendallTau.of(scores, accuracies), Quantiles.of(taus, LOWER), Quantiles.of(taus, UPPER), scores.length);
    }

    private static double[] select(double[] values, int[] indices) {
        return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", tau, lower, upper);
    }
}
