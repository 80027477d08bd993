package dev.sartor.latency.prediction;

import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.certificate.ValidationSummary;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.Slowdown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The distribution of a latency around its prediction, for a device at the speed of the table's measurement. A conformal
 * predictor (Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World", 2005) over the errors
 * |ln(measured / predicted)| of out-of-sample networks: of n + 1 exchangeable errors, the new one is among the k smallest with
 * probability k / (n + 1), for any distribution. Errors are assumed to be symmetric.
 *
 * <p>Those networks were measured in the same process as the units. In another process errors are larger, since models have
 * other positions in memory. The additional variance is estimated from the validations of the table and a prior.
 *
 * <p>For a particular measurement, {@link #ofMeasurement} uses its noise and the different slowdowns of the table's networks.
 */
public final class Uncertainty {
    /** Prior variance of errors between processes; see {@code results/latency/validations.md}. */
    private static final double PRIOR_VARIANCE = 0.007 * 0.007;
    /** Weight of the prior, in networks. */
    private static final int PRIOR_NETWORKS = 100;

    /** |ln(measured / predicted)| of the networks, in ascending order. */
    private final double[] errors;

    /** The mean of their squares. */
    private final double meanSquare;

    /** The factor by which the errors are multiplied. */
    private final double scale;

    private Uncertainty(double[] errors, double meanSquare, double scale) {
        this.errors = errors;
        this.meanSquare = meanSquare;
        this.scale = scale;
    }

    /** The uncertainty of a table's predictions; empty if they were never compared with measured networks. */
    static Optional<Uncertainty> of(TableProvenance provenance) {
        return of(provenance.outOfSample())
                .map(u -> u.withAddedVariance(u.betweenProcessVariance(provenance.validations())));
    }

    /**
     * The uncertainty for one measurement, corrected to the table's speed. Its variance is that of the table's errors without
     * their noise, plus the noise of the measurement, plus the spread of the slowdown beyond the noise of both measurements:
     * when the speed of a machine changes, not all networks change by the same factor.
     *
     * @param noise relative variance of a network's latency in the measurement, from noise
     */
    static Optional<Uncertainty> ofMeasurement(Certificate table, double noise, Optional<Slowdown> slowdown) {
        double tableNoiseVariance =
                table.result().noise().map(Agreement::medianVariance).orElse(0.0);
        double spread = slowdown.map(Slowdown::spread)
                .filter(OptionalDouble::isPresent)
                .map(s -> Math.max(0, s.getAsDouble() * s.getAsDouble() - tableNoiseVariance - noise))
                .orElse(0.0);
        return of(table.outOfSample())
                .map(u -> u.withAddedVariance(
                        Math.max(0, u.meanSquare() - tableNoiseVariance) + noise + spread - u.meanSquare()));
    }

    /** The additional variance in other processes: the weighted mean of the prior and of the validations at the table's speed. */
    private double betweenProcessVariance(List<ValidationSummary> validations) {
        double sum = PRIOR_NETWORKS * PRIOR_VARIANCE;
        int networks = PRIOR_NETWORKS;
        for (ValidationSummary validation : validations) {
            // only networks that were measured again tell the device's speed well enough
            if (validation.slowdown().isPresent()) {
                Agreement errors = validation.atTableSpeed();
                sum += errors.networks() * (errors.rmspe() * errors.rmspe() - meanSquare());
                networks += errors.networks();
            }
        }
        return Math.max(0, sum / networks);
    }

    /**
     * The uncertainty from {@link TableProvenance#outOfSample}; empty if there are none, or one of them has a prediction of 0.
     */
    static Optional<Uncertainty> of(List<MeasuredNetwork> outOfSample) {
        double[] errors = outOfSample.stream()
                .mapToDouble(n -> Math.abs(Math.log(n.measuredMs() / n.predictedMs())))
                .sorted()
                .toArray();
        double meanSquare = Arrays.stream(errors).map(e -> e * e).average().orElse(Double.NaN);
        return Double.isFinite(meanSquare) ? Optional.of(new Uncertainty(errors, meanSquare, 1)) : Optional.empty();
    }

    /** The mean square of the scaled errors: the relative variance of a latency around its prediction. */
    double meanSquare() {
        return meanSquare * scale * scale;
    }

    /**
     * The same distribution, scaled so that the mean square grows by a relative variance, such as that of interpolated units. A
     * negative variance makes it narrower.
     */
    Uncertainty withAddedVariance(double variance) {
        return new Uncertainty(errors, meanSquare, scale * scaleFor(variance));
    }

    private double scaleFor(double variance) {
        return variance == 0 ? 1 : Math.sqrt(1 + variance / meanSquare());
    }

    /**
     * The one-sided upper bound of the latency divided by the prediction: not exceeded with at least this probability.
     *
     * @param confidence in [0.5, 1)
     * @return infinite if there are too few networks for this confidence
     */
    public double upperFactor(double confidence) {
        return Math.exp(error(confidence));
    }

    /** The bound with an additional variance, see {@link #withAddedVariance}. */
    double upperFactor(double confidence, double variance) {
        return Math.exp(error(confidence) * scaleFor(variance));
    }

    /** The error |ln(latency / prediction)| of the one-sided upper bound. */
    private double error(double confidence) {
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("A confidence must lie in [0.5, 1), not " + confidence);
        }
        // errors are two-sided: an upper bound for 95 % is a bound in both directions for 90 %.
        // The small number compensates for rounding errors
        int rank = (int) Math.ceil((2 * confidence - 1) * (errors.length + 1) - 1e-9);
        return rank == 0 ? 0 : rank > errors.length ? Double.POSITIVE_INFINITY : scale * errors[rank - 1];
    }
}
