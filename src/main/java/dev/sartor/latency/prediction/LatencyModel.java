package dev.sartor.latency.prediction;

import dev.sartor.space.unit.Unit;

/**
 * The latency that one table predicts for the networks of a space: an offset, the costs of units, and perhaps a part that
 * is no sum over units.
 */
public interface LatencyModel {

    /**
     * The prediction for a whole network, in milliseconds. Thread-safe.
     *
     * @param units  of the space's {@link dev.sartor.space.unit.UnitGraph}, as its walk tells them
     * @param length how many of them make up the network
     */
    double ms(int[] units, int length);

    /** What a unit adds; 0 for one without layers, in milliseconds. */
    double unitMs(Unit unit);

    /** What every network takes beyond its units, in milliseconds; the units' sum and this are all but the parameters' part. */
    double offsetMs();

    /** What each parameter beyond {@link #freeParams} adds, in milliseconds: the part that is no sum over units. */
    default double msPerParam() {
        return 0;
    }

    /** How many parameters add nothing. */
    default double freeParams() {
        return 0;
    }

    /**
     * The factor on a prediction below which the latency is with at least this probability, from 1; infinite where the
     * table cannot vouch for that.
     *
     * @param confidence in [0.5, 1)
     */
    double margin(double confidence);

    /** The same for one network: wider where units of it were not measured but interpolated. */
    default double margin(int[] units, int length, double confidence) {
        return margin(confidence);
    }

    /** The share of a network's latency from units that was measured and not interpolated, in [0, 1]. */
    default double measuredShare(int[] units, int length) {
        return 1;
    }
}
