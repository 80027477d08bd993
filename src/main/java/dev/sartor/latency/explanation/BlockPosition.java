package dev.sartor.latency.explanation;

import dev.sartor.arch.Shape;
import java.util.List;

/**
 * An input and output shape in a search space, with the latency of each block that the space allows between them.
 *
 * @param choices the blocks in ascending order of latency
 */
public record BlockPosition(Shape input, Shape output, List<Choice> choices) {
    public BlockPosition {
        choices = List.copyOf(choices);
    }

    /**
     * One of the blocks.
     *
     * @param label  block string without repeats, stride and channels
     * @param words  description of the block, for sentences
     * @param ms     latency of the block in a network
     * @param macs   multiply-accumulates of one image
     * @param params trainable parameters
     */
    public record Choice(String label, String words, double ms, long macs, long params) {}

    /** The latency of a choice divided by that of the fastest. */
    public double ratioToFastest(Choice choice) {
        return choice.ms() / choices.getFirst().ms();
    }

    /** Height, width and channels: {@code 28x28x32} or, if the block changes the shape, {@code 28x28x32 to 14x14x64}. */
    public String text() {
        return input.equals(output) ? text(input) : text(input) + " to " + text(output);
    }

    private static String text(Shape shape) {
        return shape.height() + "x" + shape.width() + "x" + shape.channels();
    }
}
