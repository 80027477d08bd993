package dev.sartor.report.drawing;

import java.util.Collection;

/**
 * How channels and resolution become the width and height of a box: both by the square root, so that 16 and 1280
 * channels fit one picture and a box's area grows with the values in it.
 *
 * @param maxChannels what the widest box stands for
 * @param maxSide     the resolution, in pixels, that the highest box stands for
 */
record DrawingScale(int maxChannels, int maxSide) {
    private static final double MIN_WIDTH = 16;
    static final double MAX_WIDTH = 70;
    private static final double MIN_HEIGHT = 16;
    private static final double MAX_HEIGHT = 84;

    DrawingScale {
        if (maxChannels < 1 || maxSide < 1) {
            throw new IllegalArgumentException(
                    "A drawing's scale must be positive, not " + maxChannels + ", " + maxSide);
        }
    }

    /** The scale on which all these fit. */
    static DrawingScale of(Collection<SegmentSummary> segments) {
        return new DrawingScale(
                segments.stream().mapToInt(SegmentSummary::channels).max().orElse(1),
                segments.stream().mapToInt(s -> s.input().height()).max().orElse(1));
    }

    /** Of a box, in user units. */
    double width(int channels) {
        return MIN_WIDTH + (MAX_WIDTH - MIN_WIDTH) * Math.sqrt((double) Math.min(channels, maxChannels) / maxChannels);
    }

    /** Of a box's edge, in user units. */
    double height(int side) {
        return MIN_HEIGHT + (MAX_HEIGHT - MIN_HEIGHT) * Math.sqrt((double) Math.min(side, maxSide) / maxSide);
    }
}
