package dev.sartor.network;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * The consecutive layers of one part of an architecture: the stem, one block, or the head. They read only the segment's
 * inputs, so the segment can be extracted. The rows of a latency table are for segments.
 *
 * @param part   the stem, block or head
 * @param from   id of the first layer
 * @param to     id after the last layer; equal to {@code from} for an identity block that keeps the shape
 * @param inputs the earlier layers that it reads, in order; at least one
 * @param output shape of the last layer's output
 */
public record Segment(ArchitecturePart part, int from, int to, List<Input> inputs, Shape output) {

    /**
     * A layer that a segment reads.
     *
     * @param layer id of a layer before the segment
     * @param shape shape of that layer's output
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

    /** The shape of its first input. */
    public Shape input() {
        return inputs.getFirst().shape();
    }

    /** Whether that layer is one of its inputs. */
    boolean reads(int layer) {
        return inputs.stream().anyMatch(i -> i.layer() == layer);
    }

    /** The part's canonical text: a block string, {@code stem_…} or {@code head_…}. */
    public String text() {
        return PartStrings.format(part);
    }

    /** The text that identifies it in latency tables, canonical text and input shapes: {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}. */
    public String key() {
        return text() + "@" + inputs.stream().map(i -> i.shape().toString()).collect(Collectors.joining("+"));
    }

    /** Whether it has no layers, as an identity block that keeps the shape. */
    public boolean isEmpty() {
        return from == to;
    }

    /** {@code stem}, {@code head}, or the token of a block's kind such as {@code ir} (inverted residual). */
    public String kind() {
        return part.token();
    }

    /**
     * The same segment with other layer ids.
     *
     * @param newId maps the id of an input to its new id
     */
    public Segment relocate(int newFrom, int newTo, IntUnaryOperator newId) {
        return new Segment(
                part,
                newFrom,
                newTo,
                inputs.stream()
                        .map(i -> new Input(newId.applyAsInt(i.layer()), i.shape()))
                        .toList(),
                output);
    }
}
