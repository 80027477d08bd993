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
 * Compares terms for weights that do not fit into the caches ({@link WeightTerm}) and constants per unit in a calibration, on the
 * measurements of {@link MethodComparison}.
 *
 * <p>Arguments: {@code SPACE DEVICE FOLDER}, as given to that benchmark; FOLDER contains its logs.
 *
 * <p>The term is zero, proportional to the weights, a hinge function
 * of them, or the misses of a cache with random replacement. Each is fitted three times, always with a factor for each group of
 * units (a kind, stride 2, squeeze-and-excite): without constants; with a constant for each group; and instead with a constant and
 * a cost per element of the tensor in between for each pair of consecutive kinds.
 */
final class WeightTermComparison {
    /** Tried prior deviations of the correction of a unit, relative to its latency. */
    private static final double[] UNIT_DEVIATIONS = {0, 0.02, 0.05, 0.1, 0.2};
    /** Number of cache capacities that are tried: quantiles of the networks' weights. */
    private static final int TRIED_CAPACITIES = 8;

    /** Columns of the regression. */
    private static final int OFFSET = 0;

    private static final int SUM = 1;
    private static final int WEIGHTS = 2;
    private static final int FIRST_GROUP = 3;
    private static final Map<String, DoubleBinaryOperator> TERMS = Map.of(
            "none",
            (w, c) -> 0,
            "all weights",
            (w, c) -> w,
            "hinge",
            (w, c) -> Math.max(0, w - c),
            "random replacement",
            WeightTermComparison::missed);

    /** Noise of a measured latency, relative to it. */
    private static final double NOISE = 0.01;

    /** Prior deviations: of the factor of all units, of a constant relative to a typical latency, of the factor of a group. */
    private static final double FACTOR_DEVIATION = 0.5;

    private static final double CONSTANT_DEVIATION = 0.02;
    private static final double GROUP_DEVIATION = 0.15;
    private static final int FIXED_POINT_STEPS = 100;

    private final List<UnitLatency> units;
    private final Map<String, Integer> indexOfKey = new HashMap<>();
    private final List<String> groups;
    private final Constants constants;
    private final double msPerElement;
    private final DoubleBinaryOperator term;
    private final double capacityMiB;

    /** A fitted calibration: its leave-one-out error, and how well it predicts the test networks. */
    private record Candidate(double squaredError, Agreement agreement) {}

    /** The coefficients that are fitted in addition to a factor for each group of units. */
    private enum Constants {
        NONE,
        /** A constant for each group. */
        GROUPS,
        /** A constant, and a cost per element of the tensor in between, for each pair of consecutive kinds. */
        PAIRS
    }

    /**
     * What a segment adds to the column of a group: the latency of its unit, or for a pair of kinds the size of the tensor between
     * them, converted to ms.
     */
    private record Contribution(String group, double ms) {
        static boolean ofPair(String group) {
            return group.contains(">");
        }
    }

    private WeightTermComparison(
            List<UnitLatency> units, Constants constants, DoubleBinaryOperator term, double capacityMiB) {
        this.units = units;
        this.constants = constants;
        this.term = term;
        this.capacityMiB = capacityMiB;
        TreeSet<String> named =
                new TreeSet<>(units.stream().flatMap(u -> groups(u).stream()).toList());
        if (constants == Constants.PAIRS) {
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
            indexOfKey.put(units.get(i).key(), i);
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        MethodComparisonLogs.Logs logs =
                MethodComparisonLogs.of(args[0], args[1], Path.of(args[2])).logs();
        System.out.println(
                "| method of units | weight term, constants | MAPE % | within 5 % | within 10 % | tau | bias % |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (MeasurementMethod method : MethodComparisonLogs.METHODS) {
            for (Constants constants : Constants.values()) {
                TERMS.keySet().stream()
                        .sorted()
                        .forEach(name -> System.out.println(MethodComparisonLogs.row(
                                method.name(),
                                name + ", " + constants.name().toLowerCase(Locale.ROOT),
                                best(logs, method, constants, TERMS.get(name)).agreement())));
            }
        }
    }

    /**
     * MiB that a cache of c MiB with random replacement misses when w MiB are read cyclically. The share m of misses solves
     * 1 - m = exp(-m w / c).
     */
    private static double missed(double w, double c) {
        double m = w > c ? 1 : 0;
        for (int i = 0; i < FIXED_POINT_STEPS; i++) {
            m = 1 - Math.exp(-m * w / c);
        }
        return m * w;
    }

    /** The candidate with the smallest leave-one-out error. */
    private static Candidate best(
            MethodComparisonLogs.Logs logs, MeasurementMethod method, Constants constants, DoubleBinaryOperator term) {
        double[] weights = logs.calibrationNetworks().networks().stream()
                .mapToDouble(n -> WeightTerm.weightMiB(n, Precision.FP32))
                .toArray();
        List<UnitLatency> rows = logs.rows(method);
        Candidate best = null;
        for (int c = 0; c < TRIED_CAPACITIES; c++) {
            var comparison = new WeightTermComparison(
                    rows, constants, term, Quantiles.of(weights, (double) c / TRIED_CAPACITIES));
            for (double deviation : UNIT_DEVIATIONS) {
                Candidate candidate = comparison.fit(logs, deviation);
                best = best == null || candidate.squaredError() < best.squaredError() ? candidate : best;
            }
        }
        return best;
    }

    private Candidate fit(MethodComparisonLogs.Logs logs, double unitDeviation) {
        TimedNetworks fitted = logs.calibrationNetworks();
        double[] ms = fitted.measuredMs();
        double[] mean = new double[columns()];
        mean[SUM] = 1;
        var regression = BayesianRegression.fit(
                fitted.networks().stream().map(this::row).toArray(double[][]::new),
                ms,
                Arrays.stream(ms).map(v -> NOISE * v).toArray(),
                mean,
                deviations(Quantiles.median(ms), unitDeviation));
        double squares = 0;
        for (int i = 0; i < ms.length; i++) {
            squares += Math.pow(regression.leaveOneOutErrors()[i] / ms[i], 2);
        }
        return new Candidate(
                squares, logs.agreementOnTestNetworks(n -> BayesianRegression.dot(row(n), regression.coefficients())));
    }

    private List<String> groups(UnitLatency unit) {
        return List.of(
                unit.kind(), unit.key().contains("_se") ? "se" : "", unit.key().contains("_s2_") ? "s2" : "");
    }

    /** Columns: offset, sum, weight term, then a constant and a factor for each group, then a correction for each unit. */
    private double[] row(Network network) {
        double[] row = new double[columns()];
        row[OFFSET] = 1;
        row[WEIGHTS] = term.applyAsDouble(WeightTerm.weightMiB(network, Precision.FP32), capacityMiB);
        String previousKind = "";
        for (Segment segment : network.segments()) {
            if (!segment.isEmpty()) {
                int i = indexOfKey.get(segment.key());
                UnitLatency unit = units.get(i);
                row[SUM] += unit.medianMs();
                row[FIRST_GROUP + 2 * groups.size() + i] += unit.medianMs();
                for (Contribution contribution : contributions(segment, unit, previousKind)) {
                    row[FIRST_GROUP + 2 * groups.indexOf(contribution.group())]++;
                    row[FIRST_GROUP + 1 + 2 * groups.indexOf(contribution.group())] += contribution.ms();
                }
                previousKind = unit.kind();
            }
        }
        return row;
    }

    private List<Contribution> contributions(Segment segment, UnitLatency unit, String previousKind) {
        List<Contribution> contributions = new ArrayList<>(groups(unit).stream()
                .map(g -> new Contribution(g, unit.medianMs()))
                .toList());
        if (constants == Constants.PAIRS && !previousKind.isEmpty()) {
            contributions.add(new Contribution(
                    previousKind + ">" + unit.kind(),
                    msPerElement * segment.input().size()));
        }
        return contributions;
    }

    private int columns() {
        return FIRST_GROUP + 2 * groups.size() + units.size();
    }

    private double[] deviations(double typicalMs, double unitDeviation) {
        double[] deviations = new double[columns()];
        Arrays.fill(deviations, unitDeviation);
        deviations[OFFSET] = typicalMs;
        deviations[SUM] = FACTOR_DEVIATION;
        deviations[WEIGHTS] = typicalMs;
        for (int g = 0; g < groups.size(); g++) {
            boolean free = constants == Constants.GROUPS || Contribution.ofPair(groups.get(g));
            deviations[FIRST_GROUP + 2 * g] = free ? CONSTANT_DEVIATION * typicalMs : 0;
            deviations[FIRST_GROUP + 1 + 2 * g] = GROUP_DEVIATION;
        }
        return deviations;
    }
}
