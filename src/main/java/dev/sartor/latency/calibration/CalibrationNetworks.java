package dev.sartor.latency.calibration;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the networks of a calibration from random candidates, by a greedy algorithm: always the network whose units (stem,
 * blocks, head) occur least in the networks chosen before, so that a few networks cover many units.
 */
public final class CalibrationNetworks {
    /** Number of candidates per chosen network. */
    public static final int CANDIDATES_PER_NETWORK = 12;

    private CalibrationNetworks() {}

    /** The chosen networks, fewer than {@code count} if there are not enough candidates. */
    public static List<Network> choose(List<Network> randomNetworks, int count) {
        List<Network> candidates = new ArrayList<>(randomNetworks);
        Map<String, Integer> occurrences = new HashMap<>();
        List<Network> chosen = new ArrayList<>();
        while (chosen.size() < count && !candidates.isEmpty()) {
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

    /** The mean over units of 1 / (1 + occurrences); a sum would choose only the deepest networks. */
    private static double gain(Network network, Map<String, Integer> occurrences) {
        return network.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(Segment::key)
                .mapToDouble(k -> 1.0 / (1 + occurrences.getOrDefault(k, 0)))
                .average()
                .orElse(0);
    }
}
