package dev.sartor.latency.prediction;

import dev.sartor.network.Precision;
import dev.sartor.space.unit.Unit;

/**
 * A model of the latency of a space's networks: an offset, the costs of the units (stem, blocks, head), and possibly a term that
 * depends on the number of parameters. Implementations are thread-safe.
 */
public interface LatencyModel {

    /**
     * The predicted latency of a whole network, in milliseconds.
     *
     * @param units  units of the network in the numbering of the space's {@link dev.sartor.space.unit.UnitGraph}
     * @param length number of units of the network, which come first in {@code units}
     */
    double ms(int[] units, int length);

    /** The cost of a unit in milliseconds; 0 for a unit without layers. */
    double unitMs(Unit unit);

    /** The constant part of the latency of every network, in milliseconds. */
    double offsetMs();

    /** The number format of the networks whose latency it predicts. */
    default Precision precision() {
        return Precision.FP32;
    }

    /** Whether the networks whose latency it predicts are LiteRT files in 8-bit integers, as microcontrollers run them. */
    default boolean isInt8LiteRt() {
        return false;
    }

    /** The cost of each parameter beyond {@link #freeParams}, in milliseconds. */
    default double msPerParam() {
        return 0;
    }

    /** The number of parameters without a cost. */
    default double freeParams() {
        return 0;
    }

    /**
     * The factor between a prediction and its one-sided upper bound: the latency is at most the prediction times this factor
     * with a probability of at least {@code confidence}. At least 1; infinite if too few networks were measured for this
     * confidence.
     *
     * @param confidence in [0.5, 1)
     */
    double marginFactor(double confidence);

    /**
     * {@link #marginFactor(double)} for one network: larger if some of its units were not measured but interpolated. The
     * network is given as for {@link #ms}.
     */
    default double marginFactor(int[] units, int length, double confidence) {
        return marginFactor(confidence);
    }

    /** The fraction of the units' costs that was measured and not interpolated, in [0, 1]. */
    default double measuredShare(int[] units, int length) {
        return 1;
    }
}
