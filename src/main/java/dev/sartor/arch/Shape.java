package dev.sartor.arch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of a tensor for one image: channels x height x width. */
public record Shape(int channels, int height, int width) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})x(\\d{1,9})x(\\d{1,9})");

    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "A shape must be positive, not " + channels + "x" + height + "x" + width);
        }
    }

    /** The number of values in the tensor. */
    public long size() {
        return (long) channels * height * width;
    }

    public Shape withChannels(int count) {
        return new Shape(count, height, width);
    }

    /** The output shape of a padded convolution: height and width are ceil(size / stride). */
    public Shape convolutionOutput(int stride, int outputChannels) {
        return new Shape(outputChannels, (height + stride - 1) / stride, (width + stride - 1) / stride);
    }

    /**
     * The shape of a text such as {@code 3x224x224}; empty for another text.
     *
     * @throws IllegalArgumentException for a size of 0
     */
    public static Optional<Shape> parse(String text) {
        Matcher m = TEXT.matcher(text);
        return m.matches()
                ? Optional.of(new Shape(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))))
                : Optional.empty();
    }

    /** {@code 3x224x224}. */
    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
