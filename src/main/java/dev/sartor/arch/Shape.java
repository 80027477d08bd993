package dev.sartor.arch;

/** The shape of one image's tensor: channels x height x width. */
public record Shape(int channels, int height, int width) {
    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "A shape must be positive, not " + channels + "x" + height + "x" + width);
        }
    }

    /** Values in the tensor. */
    public long size() {
        return (long) channels * height * width;
    }

    public Shape withChannels(int c) {
        return new Shape(c, height, width);
    }

    /** The shape after a padded convolution: ceil(size / stride). */
    public Shape strided(int stride, int c) {
        return new Shape(c, (height + stride - 1) / stride, (width + stride - 1) / stride);
    }

    /** {@code 3x224x224}. */
    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
