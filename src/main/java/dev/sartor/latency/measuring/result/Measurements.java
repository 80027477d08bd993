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
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The visits of a measurement so far; a {@link Visit} is the timed runs of one model (probe) in one round. Probes are
 * identified by their keys. Latencies are corrected to a common speed: the median of each visit is multiplied by the speed of
 * the device at that time (see {@link ControlSpeed}). This removes slowdowns of all networks for seconds or minutes, as from a
 * changing clock rate.
 */
public final class Measurements {
    private record Entry(String probe, int round, double medianMs, boolean disturbed) {}

    /** Maximum step of the timer, relative to the control network's latency, at which latencies are corrected. */
    private static final double MAX_GRAIN_OF_CONTROL = 0.05;

    private int rounds;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Set<Integer>> visitedRounds = new HashMap<>();
    private final Map<String, Integer> runCount = new HashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final TimerGrain timerGrain = new TimerGrain();
    private Map<String, double[]> latencies;
    private double seconds;

    /**
     * Adds a visit with at least one run. Visits must be added in the order in which they were made.
     *
     * @param disturbed whether the control network was much slower than usual
     */
    public void addVisit(Visit visit, int round, boolean disturbed) {
        entries.add(new Entry(visit.probe(), round, Quantiles.median(visit.runsMs()), disturbed));
        visitedRounds.computeIfAbsent(visit.probe(), _ -> new HashSet<>()).add(round);
        runCount.merge(visit.probe(), visit.runsMs().length, Integer::sum);
        timerGrain.add(visit.runsMs());
        rounds = Math.max(rounds, round + 1);
        latencies = null;
    }

    void addRefusal(String probe, String reason) {
        refused.put(probe, reason);
    }

    void addSeconds(double moreSeconds) {
        seconds += moreSeconds;
    }

    /** The number of rounds up to the last one with a visit, with the rounds before it that have none. */
    public int roundsUpToLastVisit() {
        return rounds;
    }

    /** Whether a probe was visited in a round. */
    public boolean isVisited(String probe, int round) {
        return visitedRounds.getOrDefault(probe, Set.of()).contains(round);
    }

    /** Number of visits to a probe. */
    public int visitCount(String probe) {
        return visitedRounds.getOrDefault(probe, Set.of()).size();
    }

    /** Number of timed runs of a probe. */
    public int runCount(String probe) {
        return runCount.getOrDefault(probe, 0);
    }

    /** Latency per round; NaN for rounds without a visit, and for all rounds of a refused probe. */
    public double[] latencyByRoundMs(String probe) {
        double[] values = refused.containsKey(probe) ? null : latencies().get(probe);
        return values == null ? noRounds() : values.clone();
    }

    /** Median over rounds; empty for a probe that was not measured or was refused. */
    OptionalDouble medianMs(Probe probe) {
        return Medians.ignoringNaN(latencyByRoundMs(probe.key()));
    }

    /** Medians over visits without correction to a common speed, by probe; without refused probes. */
    public Map<String, Double> rawMediansMs() {
        Map<String, List<Double>> visits = new HashMap<>();
        for (Entry entry : entries) {
            if (!refused.containsKey(entry.probe())) {
                visits.computeIfAbsent(entry.probe(), _ -> new ArrayList<>()).add(entry.medianMs());
            }
        }
        Map<String, Double> medians = new HashMap<>();
        visits.forEach((probe, ms) -> medians.put(probe, Medians.of(ms)));
        return medians;
    }

    /** The resolution of the device's timer. */
    public TimerGrain timerGrain() {
        return timerGrain;
    }

    /** The networks of a list that were measured, with the medians of their latencies. */
    public TimedNetworks timedNetworks(List<Network> all) {
        List<Network> networks = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        for (Network network : all) {
            medianMs(Probe.ofNetwork(network)).ifPresent(ms -> {
                networks.add(network);
                latencies.add(ms);
            });
        }
        return new TimedNetworks(networks, Medians.toArray(latencies));
    }

    /** The probes that the device could not load or run, with the reason. */
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

    /** The probes of which more than half of the visits were disturbed. */
    public Set<String> disturbedProbes() {
        Map<String, Integer> disturbedMinusOthers = new HashMap<>();
        entries.forEach(e -> disturbedMinusOthers.merge(e.probe(), e.disturbed() ? 1 : -1, Integer::sum));
        return disturbedMinusOthers.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Duration of the measurement. */
    public double seconds() {
        return seconds;
    }

    /** Number of rounds with at least one visit, including a round that was interrupted. */
    public int visitedRoundCount() {
        return (int) entries.stream().mapToInt(Entry::round).distinct().count();
    }

    /** The values that are not NaN. */
    public static double[] withoutNaN(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private Map<String, double[]> latencies() {
        if (latencies == null) {
            latencies = new HashMap<>();
            var speed = new ControlSpeed(isControlTooCoarse() ? new double[0] : controlMs());
            int controls = 0;
            for (Entry entry : entries) {
                if (entry.probe().equals(ControlNetwork.KEY)) {
                    controls++;
                } else {
                    latencies.computeIfAbsent(entry.probe(), _ -> noRounds())[entry.round()] =
                            entry.medianMs() * speed.speedAfter(controls);
                }
            }
        }
        return latencies;
    }

    /** Whether steps of the timer would change the measured speed by more than a few percent. */
    private boolean isControlTooCoarse() {
        OptionalDouble control = Medians.ignoringNaN(controlMs());
        return control.isPresent() && timerGrain.ms().orElse(0) > MAX_GRAIN_OF_CONTROL * control.getAsDouble();
    }

    private double[] noRounds() {
        double[] values = new double[rounds];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
