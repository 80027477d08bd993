package dev.sartor.latency.calibration;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses networks to calibrate on: from random ones, one after another, that whose units occur least in those chosen
 * before, so that few networks meet as many units as they can.
 */
public final class CalibrationNetworks {
    /** Random networks to choose each of those wanted from. */
    public static final int CANDIDATES_PER_NETWORK = 12;

    private CalibrationNetworks() {}

    public static List<Network> choose(List<Network> from, int wanted) {
        List<Network> candidates = new ArrayList<>(from);
        Map<String, Integer> occurrences = new HashMap<>();
        List<Network> chosen = new ArrayList<>();
        while (chosen.size() < wanted && !candidates.isEmpty()) {
            Network best = candidates.getFirst();
            double bestGain = gain(best, occurrences);
            for (Network candidate : candidates) {
                double gain = gain(candidate, occurrences);
                if (gain > bestGain) {
                    best = candidate;
                    bestGain = gain;
                }
            }
            candidates.remove(best);
            chosen.add(best);
            best.segments().stream()
                    .filter(s -> !s.isEmpty())
                    .forEach(s -> occurrences.merge(s.key(), 1, Integer::sum));
        }
        return chosen;
    }

    /** The mean over units of 1 / (1 + occurrences): a sum would choose the deepest networks only. */
    private static double gain(Network network, Map<String, Integer> occurrences) {
        return network.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(Segment::key)
                .mapToDouble(k -> 1.0 / (1 + occurrences.getOrDefault(k, 0)))
                .average()
                .orElse(0);
    }
}
