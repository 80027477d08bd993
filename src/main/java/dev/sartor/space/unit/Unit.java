package dev.sartor.space.unit;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;

/**
 * A latency unit: a stem, block or head with its input shape. A latency table has one row for each unit.
 *
 * @param network a network of this unit alone, as {@link Network#extract} returns it, with a single segment
 */
public record Unit(Network network) {

    public Segment segment() {
        return network.segments().getFirst();
    }

    /** {@link Segment#key}. */
    public String key() {
        return segment().key();
    }

    /** Whether it has no layers, as an identity block that keeps the shape. */
    public boolean isEmpty() {
        return segment().isEmpty();
    }
}
