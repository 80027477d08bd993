package dev.sartor.space.unit;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Shape;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;

/**
 * A stem, block or head with its input shape; a latency table has one row for each unit. A unit does not store its layers,
 * because a large space has millions of units.
 *
 * @param part    the stem, block or head
 * @param input   the shape that it reads
 * @param output  the shape that it writes
 * @param macs    number of multiply-accumulate operations for one image
 * @param params  number of trainable parameters
 * @param isEmpty whether the unit has no layers, like an identity block that keeps the shape
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

    /** A network of this unit alone, with a single segment; each call creates its layers again. */
    public Network network() {
        return Lowering.lower(part, input);
    }

    /** The segment of {@link #network}. */
    public Segment segment() {
        return network().segments().getFirst();
    }

    /** The kind of the part: {@code ir} for an inverted residual block, {@code stem}, {@code head}. */
    public String kind() {
        return part.token();
    }

    /** A text that identifies the unit, part and input shape: {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}. */
    public String key() {
        return key(part, input);
    }

    static String key(ArchitecturePart part, Shape input) {
        return PartStrings.format(part) + "@" + input;
    }
}
