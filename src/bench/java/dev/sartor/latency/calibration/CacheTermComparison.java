package dev.sartor.latency.calibration;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.measuring.MethodComparisonLogs;
import dev.sartor.latency.measuring.method.MeasurementMethod;
import dev.sartor.latency.measuring.method.MethodComparison;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Segment;
import dev.sartor.space.unit.UnitKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;

/**
 * Compares forms of the calibration on the logs of {@link MethodComparison}: {@code SPACE DEVICE FOLDER}. The part that is
 * no sum over units may be nothing, proportional to the weights, a hinge on them, or what a cache that replaces at random
 * misses; besides, units may cost an amount per kind, per stride and per squeeze-and-excitation, and so may boundaries
 * between units, per pair of kinds, an amount and one by the size of the tensor handed over.
 */
final class CacheTermComparison {
    private static final double[] UNIT_DEVIATIONS = {0, 0.02, 0.05, 0.1, 0.2};
    private static final int CAPACITIES = 8;
    private static final Map<String, DoubleBinaryOperator> TERMS = Map.of(
            "none",
            (w, c) -> 0,
            "all weights",
            (w, c) -> w,
            "hinge",
            (w, c) -> Math.max(0, w - c),
            "random replacement",
            CacheTermComparison::missed);

    private final List<UnitLatency> units;
    private final Map<String, Integer> place = new HashMap<>();
    private final List<String> groups;
    private final Besides besides;
    private final double msPerElement;
    private final DoubleBinaryOperator term;
    private final double capacityMiB;

    private record Candidate(double leftOut, Agreement agreement) {}

    /** What is fitted besides a factor per group of units. */
    private enum Besides {
        NOTHING,
        AMOUNTS,
        BOUNDARIES
    }

    /** Part of a group, and how much of it. */
    private record Share(String group, double ms) {
        static boolean ofBoundary(String group) {
            return group.contains(">");
        }
    }

    private CacheTermComparison(
            List<UnitLatency> units, Besides besides, DoubleBinaryOperator term, double capacityMiB) {
        this.units = units;
        this.besides = besides;
        this.term = term;
        this.capacityMiB = capacityMiB;
        TreeSet<String> named =
                new TreeSet<>(units.stream().flatMap(u -> groups(u).stream()).toList());
        if (besides == Besides.BOUNDARIES) {
            List<String> kinds =
                    units.stream().map(UnitLatency::kind).distinct().toList();
            kinds.forEach(a -> kinds.forEach(b -> named.add(a + ">" + b)));
        }
        this.groups = List.copyOf(named);
        this.msPerElement = units.stream().mapToDouble(UnitLatency::medianMs).sum()
                / units.stream()
                        .mapToDouble(
                                u -> UnitKey.parse(u.key()).segment().input().size())
                        .sum();
        for (int i = 0; i < units.size(); i++) {
            place.put(units.get(i).key(), i);
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        MethodComparisonLogs.Logs logs =
                MethodComparisonLogs.of(args[0], args[1], Path.of(args[2])).logs();
        System.out.println("| units | form | MAPE % | within 5 % | within 10 % | tau | bias % |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (MeasurementMethod method : MethodComparisonLogs.METHODS) {
            for (Besides besides : Besides.values()) {
                TERMS.keySet().stream()
                        .sorted()
                        .forEach(name -> System.out.println(MethodComparisonLogs.row(
                                method.name(),
                                name + ", " + besides.name().toLowerCase(Locale.ROOT),
                                best(logs, method, besides, TERMS.get(name)).agreement())));
            }
        }
    }

    /** Misses of a cache of c MiB that replaces at random, when w are read in turn: m w with 1 - m = exp(-m w / c). */
    private static double missed(double w, double c) {
        double m = w > c ? 1 : 0;
        for (int i = 0; i < 100; i++) {
            m = 1 - Math.exp(-m * w / c);
        }
        return m * w;
    }

    /** That with the least error on networks left out. */
    private static Candidate best(
            MethodComparisonLogs.Logs logs, MeasurementMethod method, Besides besides, DoubleBinaryOperator term) {
        double[] weights = logs.fitted().networks().stream()
                .mapToDouble(n -> WeightTerm.weightMiB(n, Precision.FP32))
                .toArray();
        List<UnitLatency> rows = logs.rows(method);
        Candidate best = null;
        for (int c = 0; c < CAPACITIES; c++) {
            var form = new CacheTermComparison(rows, besides, term, Quantiles.of(weights, (double) c / CAPACITIES));
            for (double deviation : UNIT_DEVIATIONS) {
                Candidate candidate = form.fit(logs, deviation);
                best = best == null || candidate.leftOut() < best.leftOut() ? candidate : best;
            }
        }
        return best;
    }

    private Candidate fit(MethodComparisonLogs.Logs logs, double unitDeviation) {
        TimedNetworks fitted = logs.fitted();
        double[] ms = fitted.measuredMs();
        double[] mean = new double[columns()];
        mean[1] = 1;
        var regression = BayesianRegression.fit(
                fitted.networks().stream().map(this::row).toArray(double[][]::new),
                ms,
                Arrays.stream(ms).map(v -> 0.01 * v).toArray(),
                mean,
                deviations(Quantiles.median(ms), unitDeviation));
        double squares = 0;
        for (int i = 0; i < ms.length; i++) {
            squares += Math.pow(regression.leftOut()[i] / ms[i], 2);
        }
        return new Candidate(squares, logs.judge(n -> BayesianRegression.dot(row(n), regression.coefficients())));
    }

    private List<String> groups(UnitLatency unit) {
        return List.of(
                unit.kind(), unit.key().contains("_se") ? "se" : "", unit.key().contains("_s2_") ? "s2" : "");
    }

    /** Offset, sum, cache term, then per group an amount and a factor, then each unit's own. */
    private double[] row(Network network) {
        double[] row = new double[columns()];
        row[0] = 1;
        row[2] = term.applyAsDouble(WeightTerm.weightMiB(network, Precision.FP32), capacityMiB);
        String before = "";
        for (Segment segment : network.segments()) {
            if (!segment.isEmpty()) {
                int i = place.get(segment.key());
                UnitLatency unit = units.get(i);
                row[1] += unit.medianMs();
                row[3 + 2 * groups.size() + i] += unit.medianMs();
                for (Share share : shares(segment, unit, before)) {
                    row[3 + 2 * groups.indexOf(share.group())]++;
                    row[4 + 2 * groups.indexOf(share.group())] += share.ms();
                }
                before = unit.kind();
            }
        }
        return row;
    }

    private List<Share> shares(Segment segment, UnitLatency unit, String before) {
        List<Share> shares = new ArrayList<>(
                groups(unit).stream().map(g -> new Share(g, unit.medianMs())).toList());
        if (besides == Besides.BOUNDARIES && !before.isEmpty()) {
            shares.add(new Share(
                    before + ">" + unit.kind(), msPerElement * segment.input().size()));
        }
        return shares;
    }

    private int columns() {
        return 3 + 2 * groups.size() + units.size();
    }

    private double[] deviations(double typicalMs, double unitDeviation) {
        double[] deviations = new double[columns()];
        Arrays.fill(deviations, unitDeviation);
        deviations[0] = typicalMs;
        deviations[1] = 0.5;
        deviations[2] = typicalMs;
        for (int g = 0; g < groups.size(); g++) {
            boolean free = besides == Besides.AMOUNTS || Share.ofBoundary(groups.get(g));
            deviations[3 + 2 * g] = free ? 0.02 * typicalMs : 0;
            deviations[4 + 2 * g] = 0.15;
        }
        return deviations;
    }
}
