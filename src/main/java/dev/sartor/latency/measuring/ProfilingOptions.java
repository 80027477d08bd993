package dev.sartor.latency.measuring;

import dev.sartor.latency.Discipline;
import dev.sartor.latency.calibration.Calibrator;
import java.time.Duration;

/**
 * What a person may choose about profiling.
 *
 * @param method              how units are measured
 * @param calibrationNetworks whole networks that the calibration is fitted on
 * @param heldOutNetworks     whole networks that only judge it
 */
public record ProfilingOptions(UnitMethod method, int calibrationNetworks, int heldOutNetworks, Discipline discipline) {
    public ProfilingOptions {
        if (calibrationNetworks < Calibrator.LEAST_NETWORKS || heldOutNetworks < 0 || heldOutNetworks == 1) {
            throw new IllegalArgumentException("A profile needs at least " + Calibrator.LEAST_NETWORKS
                    + " networks to calibrate on, and none or at least two held out, not " + calibrationNetworks
                    + " and "
                    + heldOutNetworks);
        }
    }

    /** 96 networks to calibrate on, 40 held out, and {@link Discipline#standard}. */
    public static ProfilingOptions standard() {
        return new ProfilingOptions(new ChainDifference(), 96, 40, Discipline.standard());
    }

    public ProfilingOptions with(Discipline other) {
        return new ProfilingOptions(method, calibrationNetworks, heldOutNetworks, other);
    }

    public ProfilingOptions with(UnitMethod other) {
        return new ProfilingOptions(other, calibrationNetworks, heldOutNetworks, discipline);
    }

    public ProfilingOptions withBudget(Duration most) {
        return with(discipline.withBudget(most));
    }

    public ProfilingOptions withNetworks(int calibration, int heldOut) {
        return new ProfilingOptions(method, calibration, heldOut, discipline);
    }
}
