package dev.sartor.space.unit;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;

/**
 * What a latency table prices: a stem, block or head with the shape it reads.
 *
 * @param network the unit alone, as {@link Network#cut} would give it; its single segment is the unit
 */
public record Unit(Network network) {

    public Segment segment() {
        return network.segments().getFirst();
    }

    /** {@link Segment#key}. */
    public String key() {
        return segment().key();
    }

    /** True of an identity that changes nothing: it has no layers and costs nothing. */
    public boolean isEmpty() {
        return segment().isEmpty();
    }
}
