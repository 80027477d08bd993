package dev.sartor.network;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A run of layers that belong together: the stem, one block, or the head. It reads only its inputs, so that it can be cut
 * out; the latency table's units are segments.
 *
 * @param part   what the layers compute
 * @param from   id of its first layer
 * @param to     id after its last layer; equal to {@code from} for an identity, which has no layers
 * @param inputs what it reads, in order; at least one
 */
public record Segment(ArchitecturePart part, int from, int to, List<Input> inputs, Shape output) {

    /**
     * What a segment reads.
     *
     * @param layer id of a layer before the segment
     * @param shape the layer's output
     */
    public record Input(int layer, Shape shape) {}

    public Segment {
        inputs = List.copyOf(inputs);
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("Segment " + part + " spans layers " + from + " to " + to);
        }
        if (inputs.isEmpty() || inputs.stream().anyMatch(i -> i.layer() < 0 || i.layer() >= from)) {
            throw new IllegalArgumentException("Segment " + part + " from layer " + from + " on reads " + inputs);
        }
    }

    /** The shape it reads; of a segment with several inputs, the first one's. */
    public Shape input() {
        return inputs.getFirst().shape();
    }

    /** Whether it reads what that layer, which lies before it, writes. */
    boolean reads(int layer) {
        return inputs.stream().anyMatch(i -> i.layer() == layer);
    }

    /** The part's canonical text: a block string, {@code stem_…} or {@code head_…}. */
    public String text() {
        return PartStrings.format(part);
    }

    /** The key of its unit: what it is and the shapes it reads, {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}. */
    public String key() {
        return text() + "@" + inputs.stream().map(i -> i.shape().toString()).collect(Collectors.joining("+"));
    }

    /** True of an identity that changes nothing: it has no layers and costs nothing. */
    public boolean isEmpty() {
        return from == to;
    }

    /** {@code stem}, {@code head}, or the token of a block's kind. */
    public String kind() {
        return part.token();
    }

    /**
     * The same segment at another place in a network.
     *
     * @param place gives the new id of an old one
     */
    public Segment moved(int first, int end, IntUnaryOperator place) {
        return new Segment(
                part,
                first,
                end,
                inputs.stream()
                        .map(i -> new Input(place.applyAsInt(i.layer()), i.shape()))
                        .toList(),
                output);
    }
}
