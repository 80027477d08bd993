package dev.sartor.latency;

import java.util.List;

/**
 * The predicted latency of a whole network.
 *
 * @param totalMs      the prediction
 * @param lowMs        with {@code highMs} the interval that held nine of ten networks left out of the calibration, for a
 *                     device as fast as when the table was made (see {@link Certificate#control})
 * @param offsetMs     the part that belongs to no unit
 * @param weightTermMs the part that weights beyond the caches add
 * @param units        the units in order, identities left out; their costs and the two parts before sum to the total
 */
public record Prediction(double totalMs, double lowMs, double highMs, double offsetMs, double weightTermMs,
                         List<UnitCost> units) {
    public Prediction {
        units = List.copyOf(units);
    }

    /** A unit's share. */
    public record UnitCost(String key, double costMs) {
    }
}
