package dev.sartor.space.unit;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Shape;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;

/**
 * A latency unit: a stem, block or head with its input shape. A latency table has one row for each unit. Units do not store
 * their network, because a large space has millions of units.
 *
 * @param part    the stem, block or head
 * @param input   the shape that it reads
 * @param output  the shape that it writes
 * @param macs    number of multiply-accumulate operations for one image
 * @param params  number of trainable parameters
 * @param isEmpty whether it has no layers, as an identity block that keeps the shape
 */
public record Unit(ArchitecturePart part, Shape input, Shape output, long macs, long params, boolean isEmpty) {

    /** A unit of a network that consists of this unit alone, as {@link Lowering#lower(ArchitecturePart, Shape)} returns it. */
    public Unit(Network network) {
        this(
                network.segments().getFirst().part(),
                network.input(),
                network.output(),
                network.macs(),
                network.params(),
                network.segments().getFirst().isEmpty());
    }

    /** A network of this unit alone, with a single segment; it is lowered at each call. */
    public Network network() {
        return Lowering.lower(part, input);
    }

    /** The segment of {@link #network}. */
    public Segment segment() {
        return network().segments().getFirst();
    }

    /** {@link Segment#kind}. */
    public String kind() {
        return part.token();
    }

    /** {@link Segment#key}. */
    public String key() {
        return key(part, input);
    }

    static String key(ArchitecturePart part, Shape input) {
        return PartStrings.format(part) + "@" + input;
    }
}
