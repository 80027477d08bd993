package dev.sartor.report.drawing;

import java.util.Collection;

/**
 * Maps channels to the width and resolution to the height of a box. Both use the square root, so that 16 and 1280 channels
 * fit one picture.
 *
 * @param maxChannels the channels of the widest box
 * @param maxSide     the resolution of the highest box, in pixels
 */
record DrawingScale(int maxChannels, int maxSide) {
    // sizes of boxes in SVG user units
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

    /** The scale for a set of segments. */
    static DrawingScale of(Collection<SegmentSummary> segments) {
        return new DrawingScale(
                segments.stream().mapToInt(SegmentSummary::channels).max().orElse(1),
                segments.stream().mapToInt(s -> s.input().height()).max().orElse(1));
    }

    /** The width of a box, in user units. */
    double width(int channels) {
        return MIN_WIDTH + (MAX_WIDTH - MIN_WIDTH) * Math.sqrt((double) Math.min(channels, maxChannels) / maxChannels);
    }

    /** The height of a side of a box, in user units. */
    double height(int side) {
        return MIN_HEIGHT + (MAX_HEIGHT - MIN_HEIGHT) * Math.sqrt((double) Math.min(side, maxSide) / maxSide);
    }
}
