package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.Medians;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The noise of a measurement: medians of networks over one half of the rounds, compared with their medians over the other half.
 * No table can predict much better than this.
 */
public final class NoiseFloor {
    private NoiseFloor() {}

    /** Odd rounds against even rounds: the noise that remains after interleaving. Empty with fewer than two networks or rounds. */
    public static Optional<Agreement> alternating(List<Network> networks, Measurements measured) {
        return of(networks, measured, round -> round % 2 == 0);
    }

    /** The later half of the rounds against the earlier half: includes drift. */
    public static Optional<Agreement> laterOverEarlier(List<Network> networks, Measurements measured) {
        int half = measured.roundsDone() / 2;
        return of(networks, measured, round -> round < half);
    }

    private static Optional<Agreement> of(List<Network> networks, Measurements measured, IntPredicate truth) {
        List<Double> one = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        for (Network network : networks) {
            double[] rounds = measured.roundsMs(Probe.whole(network).key());
            double[] a = half(rounds, truth.negate());
            double[] b = half(rounds, truth);
            if (a.length > 0 && b.length > 0) {
                one.add(Quantiles.median(a));
                other.add(Quantiles.median(b));
            }
        }
        return one.size() < 2
                ? Optional.empty()
                : Optional.of(Agreement.of(Medians.toArray(one), Medians.toArray(other)));
    }

    private static double[] half(double[] rounds, IntPredicate chosen) {
        return IntStream.range(0, rounds.length)
                .filter(chosen)
                .mapToDouble(r -> rounds[r])
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }
}
