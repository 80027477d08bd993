package dev.sartor.latency.calibration;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.statistics.LatencyRounding;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fits a {@link LatencyCalibration} to measured whole networks. It is a regression of their latencies on those of their units
 * (stem, blocks and head; see {@link CalibrationTerms}), with weak priors on offset, factors and weight term and a prior on the
 * correction of each unit. The width of that prior, the threshold of the weight term and the tails of the error distribution (see
 * {@link StudentTRegression}) are those with the smallest leave-one-out error.
 */
public final class Calibrator {
    /** Minimum number of networks: fewer do not determine offset, factors and noise, nor a 90 % interval. */
    public static final int MIN_NETWORKS = 9;

    /** Assumed standard deviation of a measured latency, relative to it. */
    private static final double NOISE = 0.01;
    /** Prior deviations of the units' corrections that are tried, relative to a unit's latency. */
    private static final double[] UNIT_DEVIATIONS = {0, 0.02, 0.05, 0.1, 0.2};
    /** Thresholds of the weight term that are tried, as quantiles of the networks' sizes of weights. */
    private static final double[] WEIGHT_QUANTILES = {0.25, 0.5, 0.75};
    /** A weight term is used only if it lowers the error to less than this fraction. */
    private static final double WEIGHT_TERM_GAIN = 0.95;

    /** Infinite degrees of freedom of Student's t distribution: a normal distribution, which is fitted without iterations. */
    private static final double NORMAL_ERRORS = Double.POSITIVE_INFINITY;

    private static final double ALL_WEIGHTS = 0;

    private final CalibrationTerms terms;
    private final List<Network> networks;
    private final double[] measuredMs;
    private final Precision precision;
    private final double typicalMs;

    /** A calibration and the units with their costs. */
    public record Fit(LatencyCalibration calibration, List<UnitLatency> units) {}

    /**
     * A fit with some settings.
     *
     * @param weightsFromMiB threshold of the weight term
     * @param hasWeightTerm  whether the size of the weights has a coefficient
     * @param error          relative leave-one-out error, root mean square
     */
    private record Candidate(
            BayesianRegression regression,
            double weightsFromMiB,
            boolean hasWeightTerm,
            double unitDeviation,
            double error) {}

    /**
     * @param units      all units of the networks
     * @param measuredMs latency of each network
     * @param precision  number format of the measured models
     */
    public Calibrator(List<UnitLatency> units, List<Network> networks, double[] measuredMs, Precision precision) {
        if (networks.size() < MIN_NETWORKS || networks.size() != measuredMs.length) {
            throw new IllegalArgumentException(
                    "Cannot calibrate on " + networks.size() + " networks and " + measuredMs.length + " latencies");
        }
        this.terms = new CalibrationTerms(units, precision);
        this.networks = networks;
        this.measuredMs = measuredMs;
        this.precision = precision;
        this.typicalMs = Quantiles.median(measuredMs);
    }

    /** @param method name of the method by which the units were measured */
    public Fit fit(String method) {
        Candidate best = best();
        BayesianRegression regression = regression(best.weightsFromMiB(), best.hasWeightTerm(), best.unitDeviation())
                .fit();
        double[] b = regression.coefficients();
        double[] leftOut = relative(regression.leaveOneOutErrors());
        List<MeasuredNetwork> fitted = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            double predicted = measuredMs[i] - regression.leaveOneOutErrors()[i];
            fitted.add(MeasuredNetwork.of(networks.get(i), measuredMs[i], predicted));
        }
        WeightTerm weightTerm = best.hasWeightTerm()
                ? new WeightTerm(Math.max(0, terms.perMiB(b)), best.weightsFromMiB())
                : WeightTerm.NONE;
        var calibration = new LatencyCalibration(
                method,
                LatencyRounding.roundedToNanosecond(terms.offset(b)),
                LatencyRounding.roundedToNanosecond(terms.perUnit(b)),
                terms.factors(b),
                weightTerm,
                best.unitDeviation(),
                OptionalDouble.of(rootMeanSquare(leftOut)),
                OptionalDouble.of(interval90(leftOut)),
                msPerMac(),
                fitted);
        return new Fit(calibration, terms.withCosts(b));
    }

    private Candidate best() {
        boolean hasWeightTerm = false;
        Candidate withoutWeightTerm = bestUnitDeviation(ALL_WEIGHTS, hasWeightTerm);
        double[] weights = networks.stream()
                .mapToDouble(n -> WeightTerm.weightMiB(n, precision))
                .toArray();
        List<Candidate> withWeightTerm = new ArrayList<>();
        for (double quantile : WEIGHT_QUANTILES) {
            hasWeightTerm = true;
            withWeightTerm.add(bestUnitDeviation(Quantiles.of(weights, quantile), hasWeightTerm));
        }
        return withWeightTerm.stream()
                .filter(c -> terms.perMiB(c.regression().coefficients()) > 0)
                .min(Comparator.comparingDouble(Candidate::error))
                .filter(c -> c.error() < WEIGHT_TERM_GAIN * withoutWeightTerm.error())
                .orElse(withoutWeightTerm);
    }

    private Candidate bestUnitDeviation(double fromMiB, boolean hasWeightTerm) {
        Candidate best = null;
        for (double deviation : UNIT_DEVIATIONS) {
            BayesianRegression regression =
                    regression(fromMiB, hasWeightTerm, deviation).fit(NORMAL_ERRORS);
            double error = rootMeanSquare(relative(regression.leaveOneOutErrors()));
            if (best == null || error < best.error()) {
                best = new Candidate(regression, fromMiB, hasWeightTerm, deviation, error);
            }
        }
        return best;
    }

    private StudentTRegression regression(double fromMiB, boolean hasWeightTerm, double unitDeviation) {
        double[][] x = networks.stream().map(n -> terms.row(n, fromMiB)).toArray(double[][]::new);
        double[] noise = Arrays.stream(measuredMs).map(ms -> NOISE * ms).toArray();
        return new StudentTRegression(
                x, measuredMs, noise, terms.priorMean(), terms.priorDeviation(typicalMs, unitDeviation, hasWeightTerm));
    }

    private double[] relative(double[] errors) {
        double[] relative = new double[errors.length];
        for (int i = 0; i < errors.length; i++) {
            relative[i] = errors[i] / measuredMs[i];
        }
        return relative;
    }

    private static double rootMeanSquare(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return Math.sqrt(sum / values.length);
    }

    /**
     * Conformal: a new error is at most the ceil(0.9 (n + 1))-th smallest of n exchangeable errors with a probability of 90 %.
     */
    private static double interval90(double[] errors) {
        double[] absolute = Arrays.stream(errors).map(Math::abs).sorted().toArray();
        int rank = (int) Math.ceil(0.9 * (absolute.length + 1));
        return absolute[Math.min(rank, absolute.length) - 1];
    }

    /** Weighted least squares for latency = f * MACs, weights 1 / latency^2. */
    private double msPerMac() {
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < measuredMs.length; i++) {
            double macsPerMs = networks.get(i).macs() / measuredMs[i];
            numerator += macsPerMs;
            denominator += macsPerMs * macsPerMs;
        }
        return numerator / denominator;
    }
}
