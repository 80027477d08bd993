package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.Visit;
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
 * What was measured so far. Latencies are told at one speed: each visit's median, times how much faster the control ran
 * around that visit than it did in the median over the whole measurement. That takes out what slows everything alike
 * for seconds or minutes, such as a changing clock.
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
     * Enters a visit with at least one run. Visits are entered in the order in which they were made.
     *
     * @param disturbed whether the control was much slower than usual then
     */
    public void visited(Visit visit, int round, boolean disturbed) {
        entries.add(new Entry(visit.probe(), round, Quantiles.median(visit.runsMs()), disturbed));
        visitedRounds.computeIfAbsent(visit.probe(), _ -> new HashSet<>()).add(round);
        runs.merge(visit.probe(), visit.runsMs().length, Integer::sum);
        latencies = null;
    }

    void refused(String probe, String reason) {
        refused.put(probe, reason);
    }

    void passed(double moreSeconds) {
        seconds += moreSeconds;
    }

    /** The most rounds, done or not. */
    public int rounds() {
        return rounds;
    }

    public boolean has(String probe, int round) {
        return visitedRounds.getOrDefault(probe, Set.of()).contains(round);
    }

    /** Visits to a probe. */
    public int visits(String probe) {
        return visitedRounds.getOrDefault(probe, Set.of()).size();
    }

    /** Timed runs of a probe. */
    public int runs(String probe) {
        return runs.getOrDefault(probe, 0);
    }

    /** Latency per round, NaN where there was no visit; all NaN for a probe that was refused. */
    public double[] roundsMs(String probe) {
        double[] values = refused.containsKey(probe) ? null : latencies().get(probe);
        return values == null ? nothing() : values.clone();
    }

    /** Median over rounds; empty for what was never measured or refused. */
    Optional<Double> medianMs(Probe probe) {
        double[] values = present(roundsMs(probe.key()));
        return values.length == 0 ? Optional.empty() : Optional.of(Quantiles.median(values));
    }

    /** Those of some networks that were measured, with their medians. */
    public TimedNetworks whole(List<Network> wanted) {
        List<Network> networks = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        for (Network network : wanted) {
            medianMs(Probe.whole(network)).ifPresent(ms -> {
                networks.add(network);
                latencies.add(ms);
            });
        }
        return new TimedNetworks(
                networks, latencies.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Probes that the device could not load or run, with its reason. */
    public Map<String, String> refusals() {
        return new LinkedHashMap<>(refused);
    }

    /** The control's latencies as the clock told them, in the order measured. */
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

    /** Time spent measuring. */
    public double seconds() {
        return seconds;
    }

    /** Rounds in which anything was measured. */
    public int roundsDone() {
        return (int) entries.stream().mapToInt(Entry::round).distinct().count();
    }

    public static double[] present(double[] values) {
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
                    latencies.computeIfAbsent(entry.probe(), _ -> nothing())[entry.round()] =
                            entry.medianMs() * speed.after(controls);
                }
            }
        }
        return latencies;
    }

    private double[] nothing() {
        double[] values = new double[rounds];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
