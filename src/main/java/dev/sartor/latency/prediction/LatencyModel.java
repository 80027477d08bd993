package dev.sartor.latency.prediction;

import dev.sartor.space.unit.Unit;

/**
 * The latency that one table predicts for the networks of a space: an offset, the costs of the units, and possibly a term
 * that depends on the number of parameters. Thread-safe.
 */
public interface LatencyModel {

    /**
     * The predicted latency of a whole network, in milliseconds.
     *
     * @param units  units of the network in the numbering of the space's {@link dev.sartor.space.unit.UnitGraph}
     * @param length how many of them belong to the network
     */
    double ms(int[] units, int length);

    /** The cost of a unit in milliseconds; 0 for a unit without layers. */
    double unitMs(Unit unit);

    /** The constant part of the latency of every network, in milliseconds. */
    double offsetMs();

    /** The cost of each parameter beyond {@link #freeParams}, in milliseconds. */
    default double msPerParam() {
        return 0;
    }

    /** The number of parameters that cost nothing. */
    default double freeParams() {
        return 0;
    }

    /**
     * The factor on a prediction that the latency does not exceed with at least this probability: P(latency <= T) >=
     * confidence holds if and only if the prediction times this factor is at most T. At least 1; infinite if too few networks
     * were measured to say, or none.
     *
     * @param confidence in [0.5, 1)
     */
    double margin(double confidence);

    /** {@link #margin(double)} for one network: wider if some of its units were not measured but interpolated. */
    default double margin(int[] units, int length, double confidence) {
        return margin(confidence);
    }

    /** The fraction of the units' costs that was measured and not interpolated, in [0, 1]. */
    default double measuredShare(int[] units, int length) {
        return 1;
    }
}
