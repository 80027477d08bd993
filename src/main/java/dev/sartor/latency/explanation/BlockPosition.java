package dev.sartor.latency.explanation;

import dev.sartor.arch.Shape;
import java.util.List;

/**
 * Where a block may stand, and what each block that a space allows there costs on the device of a table.
 *
 * @param choices the cheapest first
 */
public record BlockPosition(Shape input, Shape output, List<Choice> choices) {
    public BlockPosition {
        choices = List.copyOf(choices);
    }

    /**
     * One block that may stand at a place.
     *
     * @param label  its block string without repeats, stride and channels
     * @param words  the same in words, for sentences
     * @param ms     that it adds to a network's latency
     * @param macs   multiply-accumulates of one image
     * @param params trainable parameters
     */
    public record Choice(String label, String words, double ms, long macs, long params) {}

    /** How many times as long one choice takes as the cheapest. */
    public double timesCheapest(Choice choice) {
        return choice.ms() / choices.getFirst().ms();
    }

    /** {@code 28x28x32} or, where the block changes the shape, {@code 28x28x32 to 14x14x64}: height, width, channels. */
    public String text() {
        return input.equals(output) ? text(input) : text(input) + " to " + text(output);
    }

    private static String text(Shape shape) {
        return shape.height() + "x" + shape.width() + "x" + shape.channels();
    }
}
