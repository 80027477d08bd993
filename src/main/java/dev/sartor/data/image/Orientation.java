package dev.sartor.data.image;

import dev.sartor.arch.Shape;

/**
 * The orientation of an image's stored pixels, by the number of the EXIF tag: 1 to 8, where 2, 4, 5 and 7 are reflected. Other
 * numbers count as 1. See "Exchangeable image file format", CIPA DC-008, tag 274.
 */
record Orientation(int exifNumber) {
    /** Stored as shown. */
    static final Orientation UPRIGHT = new Orientation(1);

    Orientation {
        exifNumber = exifNumber < 1 || exifNumber > 8 ? 1 : exifNumber;
    }

    /** Whether rows are stored as columns, so that height and width are exchanged. */
    boolean isTransposed() {
        return exifNumber >= 5;
    }

    /**
     * Writes one channel as it is shown to {@code shown} from index {@code at} on.
     *
     * @param stored the channel as it is stored, from index {@code start} on: {@code height} rows of {@code width} pixels
     */
    void apply(byte[] stored, int start, int height, int width, byte[] shown, int at) {
        int last = height * width - 1;
        // the stored index of the first pixel shown, and how it changes with a column and a row
        int firstIndex = switch (exifNumber) {
            case 2, 8 -> width - 1;
            case 3, 7 -> last;
            case 4, 6 -> last - width + 1;
            default -> 0;
        };
        int perColumn = switch (exifNumber) {
            case 2, 3 -> -1;
            case 5, 8 -> width;
            case 6, 7 -> -width;
            default -> 1;
        };
        int perRow = switch (exifNumber) {
            case 3, 4 -> -width;
            case 5, 6 -> 1;
            case 7, 8 -> -1;
            default -> width;
        };
        int rows = isTransposed() ? width : height;
        int columns = isTransposed() ? height : width;
        for (int y = 0; y < rows; y++) {
            int source = start + firstIndex + y * perRow;
            for (int x = 0; x < columns; x++, source += perColumn) {
                shown[at + y * columns + x] = stored[source];
            }
        }
    }

    /** The image as shown, from its stored pixels. */
    DecodedImage apply(DecodedImage stored) {
        if (exifNumber == 1) {
            return stored;
        }
        int height = stored.shape().height();
        int width = stored.shape().width();
        int plane = height * width;
        byte[] shown = new byte[stored.pixels().length];
        for (int c = 0; c < stored.shape().channels(); c++) {
            apply(stored.pixels(), c * plane, height, width, shown, c * plane);
        }
        return new DecodedImage(
                isTransposed() ? new Shape(stored.shape().channels(), width, height) : stored.shape(), shown);
    }
}
