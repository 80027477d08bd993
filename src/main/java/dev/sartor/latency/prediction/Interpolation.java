package dev.sartor.latency.prediction;

import dev.sartor.base.math.SymmetricMatrix;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.unit.UnitKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Estimates the costs of units that a table lacks from its other units, by Gaussian process regression of the logarithms of
 * costs (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, chapter 2). The mean is a power law of MACs,
 * values moved and parameters, with a level for each kind; deviations from it are correlated between similar units. Their
 * standard deviation and length scale maximise the leave-one-out predictive probability for the table.
 */
final class Interpolation {
    /** The hyperparameters of the covariance: the length scale and the standard deviation of deviations from the mean. */
    private record Hyperparameters(double lengthScale, double deviation) {}

    private static final double[] LENGTH_SCALES = {3, 10, 30};
    private static final double[] DEVIATIONS = {0.1, 0.2, 0.5, 1};
    /** Distance between kinds, see {@link UnitFeatures#distance}: the same as between sizes that differ by the factor e^2. */
    private static final double KIND_DISTANCE = 2;

    /** Prior variances of the level of all units, and of each kind's deviation from it. */
    private static final double LEVEL_VARIANCE = 25;

    private static final double KIND_VARIANCE = 0.09;
    /** Prior means of the exponents of MACs, values moved and parameters; their standard deviation is 0.3. */
    private static final double[] PRIOR_EXPONENTS = {0.5, 0.5, 0};

    private static final double EXPONENT_VARIANCE = 0.09;
    /** Variance of the noise of a logarithm: a deviation of 2 %. */
    private static final double NOISE_VARIANCE = 0.0004;
    /** Maximum number of units for the regression; a system of equations of this size is solved in less than a second. */
    private static final int MAX_UNITS = 400;

    private final List<UnitFeatures> units;
    /** Means over the units of the logarithms of MACs, values moved and parameters. */
    private final double[] center;

    /** By unit, the logarithm of its cost minus the {@link #trend}. */
    private final double[] residual;

    private final Hyperparameters hyperparameters;
    private final double[][] inverseCovariance;

    private Interpolation(
            List<UnitFeatures> units, double[] center, double[] residual, Hyperparameters hyperparameters) {
        this.units = units;
        this.center = center;
        this.residual = residual;
        this.hyperparameters = hyperparameters;
        int n = units.size();
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i][j] = covariance(units.get(i), units.get(j)) + (i == j ? NOISE_VARIANCE : 0);
            }
        }
        inverseCovariance = SymmetricMatrix.inverse(covariance);
    }

    /** Fits to the units of a table whose cost is not 0; for a large table, to an evenly spaced sample of them. */
    static Interpolation of(LatencyTable table) {
        return of(table.units());
    }

    static Interpolation of(Collection<UnitLatency> rows) {
        List<UnitLatency> costly = rows.stream().filter(u -> u.costMs() > 0).toList();
        int step = (costly.size() + MAX_UNITS - 1) / MAX_UNITS;
        List<UnitLatency> chosen = IntStream.range(0, costly.size())
                .filter(i -> i % Math.max(1, step) == 0)
                .mapToObj(costly::get)
                .toList();
        List<UnitFeatures> units = chosen.stream()
                .map(u -> UnitFeatures.of(UnitKey.parse(u.key())))
                .toList();
        double[] center = new double[UnitFeatures.POWERS];
        for (int p = 0; p < center.length; p++) {
            int power = p;
            center[p] =
                    units.stream().mapToDouble(u -> u.size()[power]).average().orElse(0);
        }
        double[] logarithms =
                chosen.stream().mapToDouble(u -> Math.log(u.costMs())).toArray();
        double[] residual = IntStream.range(0, units.size())
                .mapToDouble(i -> logarithms[i] - trend(units.get(i), center))
                .toArray();
        return best(units, center, residual);
    }

    private static Interpolation best(List<UnitFeatures> units, double[] center, double[] residual) {
        Interpolation best = null;
        for (double lengthScale : LENGTH_SCALES) {
            for (double deviation : DEVIATIONS) {
                var candidate = new Interpolation(units, center, residual, new Hyperparameters(lengthScale, deviation));
                best = best == null || candidate.logPredictiveProbability() > best.logPredictiveProbability()
                        ? candidate
                        : best;
            }
        }
        return best;
    }

    /** The estimated cost of a unit with its relative standard deviation; empty if the table has no unit with a cost. */
    Optional<UnitCost> cost(String key) {
        if (units.isEmpty()) {
            return Optional.empty();
        }
        UnitFeatures unit = UnitFeatures.of(UnitKey.parse(key));
        double[] covariances =
                units.stream().mapToDouble(u -> covariance(unit, u)).toArray();
        double[] weights = new double[covariances.length];
        double variance = covariance(unit, unit) + NOISE_VARIANCE;
        double mean = trend(unit, center);
        for (int i = 0; i < covariances.length; i++) {
            for (int j = 0; j < covariances.length; j++) {
                weights[i] += inverseCovariance[i][j] * covariances[j];
            }
            variance -= weights[i] * covariances[i];
            mean += weights[i] * residual[i];
        }
        return Optional.of(new UnitCost(key, Math.exp(mean), Math.sqrt(Math.max(NOISE_VARIANCE, variance))));
    }

    /**
     * A unit of the table, estimated from the others.
     *
     * @param error     ln(cost / estimate)
     * @param deviation the standard deviation of the estimate
     */
    record LeaveOneOutError(String kind, double error, double deviation) {}

    /** Leave-one-out estimates of all units of the fit (Rasmussen and Williams, section 5.4.2). */
    List<LeaveOneOutError> leaveOneOutErrors() {
        List<LeaveOneOutError> all = new ArrayList<>();
        for (int i = 0; i < residual.length; i++) {
            double a = 0;
            for (int j = 0; j < residual.length; j++) {
                a += inverseCovariance[i][j] * residual[j];
            }
            all.add(new LeaveOneOutError(
                    units.get(i).kind(), a / inverseCovariance[i][i], 1 / Math.sqrt(inverseCovariance[i][i])));
        }
        return all;
    }

    private double logPredictiveProbability() {
        return leaveOneOutErrors().stream()
                .mapToDouble(
                        l -> -Math.log(l.deviation()) - 0.5 * (l.error() / l.deviation()) * (l.error() / l.deviation()))
                .sum();
    }

    /** The prior mean of the logarithm of a unit's cost, up to a constant. */
    private static double trend(UnitFeatures unit, double[] center) {
        double trend = 0;
        for (int p = 0; p < center.length; p++) {
            trend += PRIOR_EXPONENTS[p] * (unit.size()[p] - center[p]);
        }
        return trend;
    }

    private double covariance(UnitFeatures a, UnitFeatures b) {
        double sum = LEVEL_VARIANCE + (a.kind().equals(b.kind()) ? KIND_VARIANCE : 0);
        for (int p = 0; p < center.length; p++) {
            sum += EXPONENT_VARIANCE * (a.size()[p] - center[p]) * (b.size()[p] - center[p]);
        }
        return sum
                + hyperparameters.deviation()
                        * hyperparameters.deviation()
                        * Math.exp(-a.distance(b, KIND_DISTANCE) / hyperparameters.lengthScale());
    }
}
