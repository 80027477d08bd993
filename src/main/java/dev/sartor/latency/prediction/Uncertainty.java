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
 * How far a latency may lie from its prediction: the errors |ln(measured / predicted)| of networks that a table has not
 * seen, taken to fall on either side alike. Conformal (Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random
 * World", 2005): of n + 1 exchangeable errors the new one is, with probability k / (n + 1), within the k-th smallest,
 * whatever their distribution. Those networks were measured in the process that the units were measured in. In another,
 * errors spread wider, since how models lie in memory is drawn anew: by as much as validations of the table found, and
 * before there are any by as much as is usual. For a device as fast as when the table was made.
 * <p>
 * Of one measurement more is known: its own noise, which stands in place of the table's, and by how much networks that it
 * measured again depart from one common speed, see {@link #ofMeasurement}.
 */
public final class Uncertainty {
    /** The usual spread of errors from process to process, as a variance; see {@code results/latency/README.md}. */
    private static final double USUAL_VARIANCE = 0.007 * 0.007;
    /** What is usual counts like a validation by so many networks. */
    private static final int USUAL_NETWORKS = 100;

    private final double[] errors;
    private final double meanSquare;
    private final double scale;

    private Uncertainty(double[] errors, double meanSquare, double scale) {
        this.errors = errors;
        this.meanSquare = meanSquare;
        this.scale = scale;
    }

    /** Of a table's predictions; empty where nothing was ever compared with them. */
    static Optional<Uncertainty> of(TableProvenance provenance) {
        return of(provenance.unseen()).map(u -> u.widened(u.varianceBeyond(provenance.validations())));
    }

    /**
     * Of what one measurement finds, brought to the table's speed. The table's errors without the noise that was in them,
     * the measurement's own noise, and what the table's networks, measured again, differ by beyond the noise of both
     * measurements: on a machine of another speed not all gain alike.
     *
     * @param noise of a network's latency there, as a relative variance
     */
    static Optional<Uncertainty> ofMeasurement(Certificate table, double noise, Optional<Slowdown> slowdown) {
        double noiseThen = table.noise().map(Agreement::varianceOfWhole).orElse(0.0);
        double apart = slowdown.map(Slowdown::spread)
                .filter(OptionalDouble::isPresent)
                .map(s -> Math.max(0, s.getAsDouble() * s.getAsDouble() - noiseThen - noise))
                .orElse(0.0);
        return of(table.unseen())
                .map(u -> u.widened(Math.max(0, u.meanSquare() - noiseThen) + noise + apart - u.meanSquare()));
    }

    /** What other processes add, as a variance: the mean of what is usual and what validations at the table's speed found. */
    private double varianceBeyond(List<ValidationSummary> elsewhere) {
        double sum = USUAL_NETWORKS * USUAL_VARIANCE;
        int networks = USUAL_NETWORKS;
        for (ValidationSummary validated : elsewhere) {
            // the control alone does not tell the speed well enough
            if (validated.slowdown().isPresent()) {
                Agreement errors = validated.atTableSpeed();
                sum += errors.networks() * (errors.rmspe() * errors.rmspe() - meanSquare());
                networks += errors.networks();
            }
        }
        return Math.max(0, sum / networks);
    }

    /** From networks unseen, see {@link TableProvenance#unseen}; empty where one of them was predicted to take no time. */
    static Optional<Uncertainty> of(List<MeasuredNetwork> unseen) {
        double[] errors = unseen.stream()
                .mapToDouble(n -> Math.abs(Math.log(n.measuredMs() / n.predictedMs())))
                .sorted()
                .toArray();
        double meanSquare = Arrays.stream(errors).map(e -> e * e).average().orElse(Double.NaN);
        return Double.isFinite(meanSquare) ? Optional.of(new Uncertainty(errors, meanSquare, 1)) : Optional.empty();
    }

    /** The mean square of the errors. */
    double meanSquare() {
        return meanSquare * scale * scale;
    }

    /**
     * The same shape, wider by an error of its own, such as that of interpolated units, with this relative variance;
     * narrower where it is negative.
     */
    Uncertainty widened(double variance) {
        return new Uncertainty(errors, meanSquare, scale * widening(variance));
    }

    private double widening(double variance) {
        return variance == 0 ? 1 : Math.sqrt(1 + variance / meanSquare());
    }

    /**
     * The factor on a prediction below which the latency is with at least this probability.
     *
     * @param confidence in [0.5, 1)
     * @return infinite where there are too few networks to vouch for so much
     */
    public double factor(double confidence) {
        return Math.exp(error(confidence));
    }

    /** The same for a prediction with an error of its own, see {@link #widened}. */
    double factor(double confidence, double variance) {
        return Math.exp(error(confidence) * widening(variance));
    }

    private double error(double confidence) {
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("A confidence must lie in [0.5, 1), not " + confidence);
        }
        // both tails count as one: what is exceeded by 5 % upwards is exceeded by 10 % either way. Less a rounding
        // error
        int rank = (int) Math.ceil((2 * confidence - 1) * (errors.length + 1) - 1e-9);
        return rank == 0 ? 0 : rank > errors.length ? Double.POSITIVE_INFINITY : scale * errors[rank - 1];
    }

    /** The probability, at least, that the latency is at most {@code ratio} times its prediction. */
    public double probabilityWithin(double ratio) {
        double error = Math.log(ratio) / scale;
        // the slack undoes the rounding of exp and log
        long within = Arrays.stream(errors)
                .filter(e -> e <= Math.abs(error) * (1 + 1e-12))
                .count();
        double share = (double) within / (errors.length + 1);
        return error >= 0 ? (1 + share) / 2 : (1 - Math.min(1, share + 1.0 / (errors.length + 1))) / 2;
    }
}
