package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.statistics.Medians;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The visits of a measurement so far. Latencies are corrected to one speed: the median of each visit is multiplied by the
 * speed of the control network around that visit (see {@link ControlSpeed}). This removes what slows down all networks alike
 * for seconds or minutes, such as a changing clock rate.
 */
public final class Measurements {
    private record Entry(String probe, int round, double medianMs, boolean disturbed) {}

    private final int rounds;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Set<Integer>> visitedRounds = new HashMap<>();
    private final Map<String, Integer> runs = new HashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private Map<String, double[]> latencies;
    private double seconds;

    public Measurements(int rounds) {
        this.rounds = rounds;
    }

    /**
     * Adds a visit with at least one run. Visits must be added in the order in which they were made.
     *
     * @param disturbed whether the control network was much slower than usual
     */
    public void addVisit(Visit visit, int round, boolean disturbed) {
        entries.add(new Entry(visit.probe(), round, Quantiles.median(visit.runsMs()), disturbed));
        visitedRounds.computeIfAbsent(visit.probe(), _ -> new HashSet<>()).add(round);
        runs.merge(visit.probe(), visit.runsMs().length, Integer::sum);
        latencies = null;
    }

    void addRefusal(String probe, String reason) {
        refused.put(probe, reason);
    }

    void addSeconds(double moreSeconds) {
        seconds += moreSeconds;
    }

    /** The maximum number of rounds. */
    public int rounds() {
        return rounds;
    }

    /** Whether a probe was visited in a round. */
    public boolean has(String probe, int round) {
        return visitedRounds.getOrDefault(probe, Set.of()).contains(round);
    }

    /** Number of visits to a probe. */
    public int visits(String probe) {
        return visitedRounds.getOrDefault(probe, Set.of()).size();
    }

    /** Number of timed runs of a probe. */
    public int runs(String probe) {
        return runs.getOrDefault(probe, 0);
    }

    /** Latency per round; NaN for rounds without a visit, and for all rounds of a refused probe. */
    public double[] roundsMs(String probe) {
        double[] values = refused.containsKey(probe) ? null : latencies().get(probe);
        return values == null ? noRounds() : values.clone();
    }

    /** Median over rounds; empty for a probe that was not measured or was refused. */
    Optional<Double> medianMs(Probe probe) {
        double[] values = withoutMissing(roundsMs(probe.key()));
        return values.length == 0 ? Optional.empty() : Optional.of(Quantiles.median(values));
    }

    /** The medians of those of these networks that were measured. */
    public TimedNetworks networks(List<Network> all) {
        List<Network> networks = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        for (Network network : all) {
            medianMs(Probe.whole(network)).ifPresent(ms -> {
                networks.add(network);
                latencies.add(ms);
            });
        }
        return new TimedNetworks(networks, Medians.toArray(latencies));
    }

    /** Probes that the device could not load or run, with the reason. */
    public Map<String, String> refusals() {
        return new LinkedHashMap<>(refused);
    }

    /** Latencies of the control network without correction, in the order of measurement. */
    public double[] controlMs() {
        return entries.stream()
                .filter(e -> e.probe().equals(ControlNetwork.KEY))
                .mapToDouble(Entry::medianMs)
                .toArray();
    }

    /** Probes more than half of whose visits were disturbed. */
    public Set<String> disturbed() {
        Map<String, Integer> balance = new HashMap<>();
        entries.forEach(e -> balance.merge(e.probe(), e.disturbed() ? 1 : -1, Integer::sum));
        return balance.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Duration of the measurement. */
    public double seconds() {
        return seconds;
    }

    /** Rounds in which anything was measured. */
    public int roundsDone() {
        return (int) entries.stream().mapToInt(Entry::round).distinct().count();
    }

    /** The values that are not NaN. */
    public static double[] withoutMissing(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private Map<String, double[]> latencies() {
        if (latencies == null) {
            latencies = new HashMap<>();
            var speed = new ControlSpeed(controlMs());
            int controls = 0;
            for (Entry entry : entries) {
                if (entry.probe().equals(ControlNetwork.KEY)) {
                    controls++;
                } else {
                    latencies.computeIfAbsent(entry.probe(), _ -> noRounds())[entry.round()] =
                            entry.medianMs() * speed.after(controls);
                }
            }
        }
        return latencies;
    }

    private double[] noRounds() {
        double[] values = new double[rounds];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
