package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.calibration.Calibrator;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.method.MeasurementMethod;
import java.time.Duration;

/**
 * The settings of a profiling plan.
 *
 * @param method              method of measuring units (stems, blocks and heads)
 * @param calibrationNetworks number of whole networks to which the calibration is fitted
 * @param heldOutNetworks     number of whole networks to test the predictions with
 */
public record ProfilingOptions(
        MeasurementMethod method, int calibrationNetworks, int heldOutNetworks, MeasurementProtocol protocol) {
    public ProfilingOptions {
        if (calibrationNetworks < Calibrator.MIN_NETWORKS || heldOutNetworks < 0 || heldOutNetworks == 1) {
            throw new IllegalArgumentException("A profile needs at least " + Calibrator.MIN_NETWORKS
                    + " networks for the calibration, and none or at least two held-out ones, not "
                    + calibrationNetworks + " and " + heldOutNetworks);
        }
    }

    /**
     * Units measured within a chain of layers ({@link ChainDifference}), 96 networks for the calibration, 40 held-out networks,
     * and {@link MeasurementProtocol#standard}.
     */
    public static ProfilingOptions standard() {
        int calibrationNetworks = 96;
        int heldOutNetworks = 40;
        return new ProfilingOptions(
                new ChainDifference(), calibrationNetworks, heldOutNetworks, MeasurementProtocol.standard());
    }

    public ProfilingOptions with(MeasurementProtocol other) {
        return new ProfilingOptions(method, calibrationNetworks, heldOutNetworks, other);
    }

    public ProfilingOptions with(MeasurementMethod other) {
        return new ProfilingOptions(other, calibrationNetworks, heldOutNetworks, protocol);
    }

    public ProfilingOptions withBudget(Duration maximum) {
        return with(protocol.withBudget(maximum));
    }

    public ProfilingOptions withNetworks(int calibration, int heldOut) {
        return new ProfilingOptions(method, calibration, heldOut, protocol);
    }
}
