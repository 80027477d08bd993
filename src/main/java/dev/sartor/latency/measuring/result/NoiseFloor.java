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
 * The noise floor of a measurement: medians of networks over one half of the rounds, compared with their medians over the other
 * half. The errors of a table's predictions cannot be much smaller.
 */
public final class NoiseFloor {
    private NoiseFloor() {}

    /** Odd rounds compared with even rounds: without slow drift. Empty with fewer than two networks or rounds. */
    public static Optional<Agreement> oddAgainstEvenRounds(List<Network> networks, Measurements measured) {
        return of(networks, measured, round -> round % 2 == 0);
    }

    /** The later half of the rounds compared with the earlier half: with drift. Empty with fewer than two networks or rounds. */
    public static Optional<Agreement> laterAgainstEarlierRounds(List<Network> networks, Measurements measured) {
        int half = measured.visitedRoundCount() / 2;
        return of(networks, measured, round -> round < half);
    }

    private static Optional<Agreement> of(List<Network> networks, Measurements measured, IntPredicate inReference) {
        List<Double> medians = new ArrayList<>();
        List<Double> referenceMedians = new ArrayList<>();
        for (Network network : networks) {
            double[] rounds = measured.latencyByRoundMs(Probe.ofNetwork(network).key());
            double[] half = measuredIn(rounds, inReference.negate());
            double[] referenceHalf = measuredIn(rounds, inReference);
            if (half.length > 0 && referenceHalf.length > 0) {
                medians.add(Quantiles.median(half));
                referenceMedians.add(Quantiles.median(referenceHalf));
            }
        }
        return medians.size() < 2
                ? Optional.empty()
                : Optional.of(Agreement.of(Medians.toArray(medians), Medians.toArray(referenceMedians)));
    }

    private static double[] measuredIn(double[] rounds, IntPredicate chosen) {
        return IntStream.range(0, rounds.length)
                .filter(chosen)
                .mapToDouble(r -> rounds[r])
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }
}
