package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.RandomBits;

/**
 * Random resized crop: a part of an image, of random area, aspect ratio and position, enlarged to the size of the image by
 * bilinear interpolation (Szegedy et al.: Going deeper with convolutions, 2015).
 *
 * @param minArea smallest area of the part, as a share of the image, in (0, 1]; the area is uniform between it and 1
 */
public record RandomCrop(double minArea) {
    /** The aspect ratio relative to that of the image is uniform on a logarithmic scale between 1 / MAX_RATIO and MAX_RATIO. */
    private static final double MAX_RATIO = 4.0 / 3;

    private static final boolean NOT_FLIPPED = false;

    public RandomCrop {
        if (!(minArea > 0 && minArea <= 1)) {
            throw new IllegalArgumentException("The smallest area of a crop must be in (0, 1], not " + minArea);
        }
    }

    /** A part of an image: offset and size along both axes, in pixels. */
    record Part(double top, double left, double height, double width) {}

    /** The part that a seed decides. */
    Part part(Shape shape, long seed) {
        double area = minArea + (1 - minArea) * RandomBits.uniform(RandomBits.of(seed, 0));
        double logRatio = (2 * RandomBits.uniform(RandomBits.of(seed, 1)) - 1) * StrictMath.log(MAX_RATIO);
        double ratio = StrictMath.exp(logRatio);
        double height = Math.min(1, Math.sqrt(area / ratio)) * shape.height();
        double width = Math.min(1, Math.sqrt(area * ratio)) * shape.width();
        return new Part(
                RandomBits.uniform(RandomBits.of(seed, 2)) * (shape.height() - height),
                RandomBits.uniform(RandomBits.of(seed, 3)) * (shape.width() - width),
                height,
                width);
    }

    /**
     * Writes the enlarged part of an image, normalised, at {@code start} of {@code out}.
     *
     * @param lookupTables normalised values of each channel
     */
    static void write(
            byte[] pixels, Shape shape, Part part, boolean flipped, float[][] lookupTables, float[] out, int start) {
        int height = shape.height();
        int width = shape.width();
        Axis rows = Axis.of(part.top(), part.height(), height, NOT_FLIPPED);
        Axis columns = Axis.of(part.left(), part.width(), width, flipped);
        int at = start;
        for (int c = 0; c < shape.channels(); c++) {
            float[] table = lookupTables[c];
            int plane = c * height * width;
            for (int y = 0; y < height; y++) {
                int upper = plane + rows.first[y] * width;
                int lower = plane + rows.second[y] * width;
                float down = rows.fraction[y];
                for (int x = 0; x < width; x++) {
                    int left = columns.first[x];
                    int right = columns.second[x];
                    float across = columns.fraction[x];
                    float top = table[pixels[upper + left] & 255];
                    top += across * (table[pixels[upper + right] & 255] - top);
                    float bottom = table[pixels[lower + left] & 255];
                    bottom += across * (table[pixels[lower + right] & 255] - bottom);
                    out[at++] = top + down * (bottom - top);
                }
            }
        }
    }

    /** The two source pixels of every position along an axis, and the weight of the second one. */
    private record Axis(int[] first, int[] second, float[] fraction) {
        static Axis of(double offset, double extent, int size, boolean flipped) {
            Axis axis = new Axis(new int[size], new int[size], new float[size]);
            for (int i = 0; i < size; i++) {
                double source = Math.clamp(offset + (i + 0.5) * extent / size - 0.5, 0, size - 1);
                int target = flipped ? size - 1 - i : i;
                axis.first[target] = (int) source;
                axis.second[target] = Math.min(size - 1, (int) source + 1);
                axis.fraction[target] = (float) (source - (int) source);
            }
            return axis;
        }
    }
}
