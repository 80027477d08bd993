package dev.sartor.network;

import dev.sartor.arch.Shape;

/**
 * A run of layers that belong together: the stem, one block, or the head. It reads only what the segment before it
 * wrote last, so that it can be cut out; the latency table's units are segments.
 *
 * @param text  the canonical text: a block string, {@code stem_…} or {@code head_…}
 * @param from  id of its first layer
 * @param to    id after its last layer; equal to {@code from} for an identity, which has no layers
 * @param input the shape it reads
 */
public record Segment(String text, int from, int to, Shape input, Shape output) {
    public Segment {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("Segment " + text + " spans layers " + from + " to " + to);
        }
    }

    /** The key of its unit: what it is and the shape it reads, {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}. */
    public String key() {
        return text + "@" + input;
    }

    /** True of an identity that changes nothing: it has no layers and costs nothing. */
    public boolean isEmpty() {
        return from == to;
    }

    /** {@code stem}, {@code head}, or the block type. */
    public String kind() {
        return text.substring(0, text.indexOf('_') < 0 ? text.length() : text.indexOf('_'));
    }
}
