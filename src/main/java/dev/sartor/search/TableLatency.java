package dev.sartor.search;

import dev.sartor.network.Network;
import dev.sartor.space.Unit;

/** The latency that one table predicts: an offset, the costs of units, and perhaps a part that is no sum over units. */
public interface TableLatency {

    /** The prediction for a whole network, in milliseconds. */
    double ms(Network network);

    /** What a unit adds; 0 for one without layers, in milliseconds. */
    double unitMs(Unit unit);

    /** What every network takes beyond its units, in milliseconds; with the least units a bound from below. */
    double offsetMs();
}
