package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import dev.sartor.device.Board;
import dev.sartor.latency.certificate.MeasuredBoard;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The visits of a measurement so far; a {@link Visit} is the timed runs of one model (probe) in one round. Probes are
 * identified by their keys. Latencies are corrected to a common speed: the median of each visit is multiplied by the speed of
 * the device at that time (see {@link ControlSpeed}). This removes slowdowns of all networks for seconds or minutes, as from a
 * changing clock rate. With several boards, the speed of each is that of its own control network, and its latencies are divided by
 * its {@link BoardLevels level}. Thread-safe; callers of several methods for one result hold the lock of this object.
 */
public final class Measurements {
    private record Entry(String board, String probe, int round, double medianMs, boolean disturbed) {}

    /** Maximum step of the timer, relative to the control network's latency, at which latencies are corrected. */
    private static final double MAX_GRAIN_OF_CONTROL = 0.05;

    private int rounds;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Set<Integer>> visitedRounds = new HashMap<>();
    private final Map<String, Integer> runCount = new HashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final TimerGrain timerGrain = new TimerGrain();
    private Map<String, double[]> latencies;
    private final Map<String, Double> secondsByBoard = new HashMap<>();

    /**
     * Adds a visit with at least one run. Visits of a board must be added in the order in which they were made.
     *
     * @param board     name of the board that made the visit
     * @param disturbed whether the control network was much slower than usual
     */
    public synchronized void addVisit(String board, Visit visit, int round, boolean disturbed) {
        entries.add(new Entry(board, visit.probe(), round, Quantiles.median(visit.runsMs()), disturbed));
        visitedRounds.computeIfAbsent(visit.probe(), _ -> new HashSet<>()).add(round);
        runCount.merge(visit.probe(), visit.runsMs().length, Integer::sum);
        timerGrain.add(visit.runsMs());
        rounds = Math.max(rounds, round + 1);
        latencies = null;
    }

    synchronized void addRefusal(String probe, String reason) {
        refused.put(probe, reason);
    }

    synchronized void addSeconds(String board, double moreSeconds) {
        secondsByBoard.merge(board, moreSeconds, Double::sum);
    }

    /** The number of rounds up to the last one with a visit, with the rounds before it that have none. */
    public synchronized int roundsUpToLastVisit() {
        return rounds;
    }

    /** Whether a probe was visited in a round. */
    public synchronized boolean isVisited(String probe, int round) {
        return visitedRounds.getOrDefault(probe, Set.of()).contains(round);
    }

    /** Number of visits to a probe. */
    public synchronized int visitCount(String probe) {
        return visitedRounds.getOrDefault(probe, Set.of()).size();
    }

    /** Number of timed runs of a probe. */
    public synchronized int runCount(String probe) {
        return runCount.getOrDefault(probe, 0);
    }

    /** Latency per round; NaN for rounds without a visit, and for all rounds of a refused probe. */
    public synchronized double[] latencyByRoundMs(String probe) {
        double[] values = refused.containsKey(probe) ? null : latencies().get(probe);
        return values == null ? noRounds() : values.clone();
    }

    /** Median over rounds; empty for a probe that was not measured or was refused. */
    OptionalDouble medianMs(Probe probe) {
        return Medians.ignoringNaN(latencyByRoundMs(probe.key()));
    }

    /** Medians over visits without correction to a common speed, by probe; without refused probes. */
    public synchronized Map<String, Double> uncorrectedMediansMs() {
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
    public synchronized TimedNetworks timedNetworks(List<Network> all) {
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
    public synchronized Map<String, String> refusals() {
        return new LinkedHashMap<>(refused);
    }

    /** Latencies of the control network without correction, in the order of measurement. */
    public synchronized double[] controlMs() {
        return controlMs(_ -> true);
    }

    /** The probes of which more than half of the visits were disturbed. */
    public synchronized Set<String> disturbedProbes() {
        Map<String, Integer> disturbedMinusOthers = new HashMap<>();
        entries.forEach(e -> disturbedMinusOthers.merge(e.probe(), e.disturbed() ? 1 : -1, Integer::sum));
        return disturbedMinusOthers.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Duration of the measurement: that of the board that has measured for the longest time. */
    public synchronized double seconds() {
        return secondsByBoard.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** How long a board has measured. */
    synchronized double seconds(String board) {
        return secondsByBoard.getOrDefault(board, 0.0);
    }

    /** The boards that took part; empty if there was only one, without a name. */
    public synchronized List<MeasuredBoard> boards() {
        BoardLevels levels = BoardLevels.of(this);
        return visitsByBoard().entrySet().stream()
                .filter(e -> levels.byBoard().size() > 1 || !e.getKey().equals(Board.ONLY))
                .map(e -> levels.describe(e.getKey(), e.getValue()))
                .toList();
    }

    /** The number of visits of each board, sorted by name. */
    synchronized SortedMap<String, Integer> visitsByBoard() {
        SortedMap<String, Integer> visits = new TreeMap<>();
        entries.forEach(e -> visits.merge(e.board(), 1, Integer::sum));
        return visits;
    }

    /** By board and probe, the median latency at the typical speed of that board, not divided by its level. */
    synchronized Map<String, Map<String, Double>> mediansByBoardMs() {
        Map<String, Map<String, List<Double>>> visits = new TreeMap<>();
        forEachLatency((entry, ms) -> visits.computeIfAbsent(entry.board(), _ -> new HashMap<>())
                .computeIfAbsent(entry.probe(), _ -> new ArrayList<>())
                .add(ms));
        Map<String, Map<String, Double>> medians = new TreeMap<>();
        visits.forEach((board, byProbe) -> {
            Map<String, Double> ofBoard = new HashMap<>();
            byProbe.forEach((probe, ms) -> ofBoard.put(probe, Medians.of(ms)));
            medians.put(board, ofBoard);
        });
        return medians;
    }

    /** Number of rounds with at least one visit, including a round that was interrupted. */
    public synchronized int roundCount() {
        return (int) entries.stream().mapToInt(Entry::round).distinct().count();
    }

    /** The values that are not NaN. */
    public static double[] withoutNaN(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private Map<String, double[]> latencies() {
        if (latencies == null) {
            latencies = new HashMap<>();
            BoardLevels levels = BoardLevels.of(this);
            forEachLatency((entry, ms) -> latencies.computeIfAbsent(entry.probe(), _ -> noRounds())[entry.round()] =
                    ms / levels.relative(entry.board()));
        }
        return latencies;
    }

    /** Passes on the latency of every visit at the typical speed of its board, without those of the control network. */
    private void forEachLatency(ObjDoubleConsumer<Entry> consumer) {
        boolean tooCoarse = isControlTooCoarse();
        Map<String, ControlSpeed> speeds = new HashMap<>();
        Map<String, Integer> controls = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.probe().equals(ControlNetwork.KEY)) {
                controls.merge(entry.board(), 1, Integer::sum);
            } else {
                ControlSpeed speed = speeds.computeIfAbsent(
                        entry.board(), b -> new ControlSpeed(tooCoarse ? new double[0] : controlMs(b)));
                consumer.accept(entry, entry.medianMs() * speed.speedAfter(controls.getOrDefault(entry.board(), 0)));
            }
        }
    }

    private double[] controlMs(String board) {
        return controlMs(e -> e.board().equals(board));
    }

    private double[] controlMs(Predicate<Entry> chosen) {
        return entries.stream()
                .filter(e -> e.probe().equals(ControlNetwork.KEY))
                .filter(chosen)
                .mapToDouble(Entry::medianMs)
                .toArray();
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
