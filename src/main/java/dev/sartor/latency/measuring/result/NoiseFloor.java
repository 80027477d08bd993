package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.Medians;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        int half = measured.roundCount() / 2;
        return of(networks, measured, round -> round < half);
    }

    /**
     * The noise of a measurement: odd against even rounds, or one half of its boards against the other if they differ more.
     * Latencies of a half of the boards are not corrected to the speed of all of them.
     */
    public static Optional<Agreement> ofMeasurement(List<Network> networks, Measurements measured) {
        return Stream.of(oddAgainstEvenRounds(networks, measured), betweenBoards(networks, measured))
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Agreement::mape));
    }

    private static Optional<Agreement> betweenBoards(List<Network> networks, Measurements measured) {
        List<Map<String, Double>> boards =
                List.copyOf(measured.mediansByBoardMs().values());
        List<Double> medians = new ArrayList<>();
        List<Double> referenceMedians = new ArrayList<>();
        for (Network network : networks) {
            String key = Probe.ofNetwork(network).key();
            double[] half = latenciesOn(boards, key, board -> board % 2 == 1);
            double[] referenceHalf = latenciesOn(boards, key, board -> board % 2 == 0);
            if (half.length > 0
                    && referenceHalf.length > 0
                    && !measured.refusals().containsKey(key)) {
                medians.add(Quantiles.median(half));
                referenceMedians.add(Quantiles.median(referenceHalf));
            }
        }
        return agreement(medians, referenceMedians);
    }

    private static double[] latenciesOn(List<Map<String, Double>> boards, String probe, IntPredicate chosen) {
        return IntStream.range(0, boards.size())
                .filter(chosen)
                .filter(b -> boards.get(b).containsKey(probe))
                .mapToDouble(b -> boards.get(b).get(probe))
                .toArray();
    }

    private static Optional<Agreement> of(List<Network> networks, Measurements measured, IntPredicate inReference) {
        List<Double> medians = new ArrayList<>();
        List<Double> referenceMedians = new ArrayList<>();
        for (Network network : networks) {
            double[] rounds = measured.latencyByRoundMs(Probe.ofNetwork(network).key());
            double[] half = latenciesIn(rounds, inReference.negate());
            double[] referenceHalf = latenciesIn(rounds, inReference);
            if (half.length > 0 && referenceHalf.length > 0) {
                medians.add(Quantiles.median(half));
                referenceMedians.add(Quantiles.median(referenceHalf));
            }
        }
        return agreement(medians, referenceMedians);
    }

    private static Optional<Agreement> agreement(List<Double> medians, List<Double> referenceMedians) {
        return medians.size() < 2
                ? Optional.empty()
                : Optional.of(Agreement.of(Medians.toArray(medians), Medians.toArray(referenceMedians)));
    }

    private static double[] latenciesIn(double[] rounds, IntPredicate chosen) {
        return IntStream.range(0, rounds.length)
                .filter(chosen)
                .mapToDouble(r -> rounds[r])
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }
}
