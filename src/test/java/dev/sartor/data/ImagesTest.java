package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.arch.Shape;
import org.junit.jupiter.api.Test;

class ImagesTest {
    @Test
    void halvingAveragesFourPixels() {
        Images image = grey(4, 4, 0, 10, 100, 102, 20, 30, 98, 100, 255, 255, 0, 0, 255, 255, 0, 2);
        assertArrayEquals(
                bytes(15, 100, 255, 1), image.withShape(new Shape(1, 2, 2)).pixels());
    }

    @Test
    void shrinkingWeightsPixelsByTheirArea() {
        // Of 0, 60 and 210 each half takes one pixel and half the middle one.
        Images image = grey(3, 3, 0, 60, 210, 0, 60, 210, 0, 60, 210);
        assertArrayEquals(
                bytes(20, 160, 20, 160), image.withShape(new Shape(1, 2, 2)).pixels());
    }

    @Test
    void doublingIsBilinearBetweenPixelCentres() {
        Images image = grey(2, 2, 0, 100, 100, 200).withShape(new Shape(1, 4, 4));
        assertArrayEquals(
                bytes(0, 25, 75, 100, 25, 50, 100, 125, 75, 100, 150, 175, 100, 125, 175, 200), image.pixels());
    }

    @Test
    void imagesOfOtherProportionsAreCroppedAtTheCentre() {
        Images wide = grey(2, 6, 9, 9, 1, 2, 9, 9, 9, 9, 3, 4, 9, 9);
        assertArrayEquals(bytes(1, 2, 3, 4), wide.withShape(new Shape(1, 2, 2)).pixels());
        Images tall = grey(6, 2, 9, 9, 9, 9, 1, 2, 3, 4, 9, 9, 9, 9);
        assertArrayEquals(bytes(1, 2, 3, 4), tall.withShape(new Shape(1, 2, 2)).pixels());
    }

    @Test
    void colourBecomesGreyByLuminanceAndGreyColourByRepetition() {
        Images rgb = new Images(new Shape(3, 1, 4), bytes(255, 0, 0, 77, 0, 255, 0, 77, 0, 0, 255, 77), new int[1]);
        assertArrayEquals(
                bytes(76, 150, 29, 77), rgb.withShape(new Shape(1, 1, 4)).pixels());
        assertArrayEquals(
                bytes(5, 6, 5, 6, 5, 6),
                grey(1, 2, 5, 6).withShape(new Shape(3, 1, 2)).pixels());
    }

    @Test
    void imagesAreConvertedIndependently() {
        Images two = new Images(new Shape(1, 2, 2), bytes(0, 4, 8, 12, 100, 104, 108, 112), new int[] {3, 1});
        Images small = two.withShape(new Shape(3, 1, 1));
        assertArrayEquals(bytes(6, 6, 6, 106, 106, 106), small.pixels());
        assertArrayEquals(new int[] {3, 1}, small.labels());
        assertSame(two, two.withShape(two.shape()));
    }

    @Test
    void subsetsKeepTheLabelsOfTheirImages() {
        Images images = new Images(new Shape(1, 1, 2), bytes(0, 1, 10, 11, 20, 21), new int[] {5, 6, 7});
        Images chosen = images.subset(new int[] {2, 0});
        assertArrayEquals(bytes(20, 21, 0, 1), chosen.pixels());
        assertArrayEquals(new int[] {7, 5}, chosen.labels());
        assertArrayEquals(bytes(10, 11), images.slice(1, 2).pixels());
    }

    @Test
    void pixelsMustFitTheirLabels() {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> new Images(new Shape(1, 2, 2), new byte[7], new int[2]));
        assertEquals("2 images of 1x2x2 need 8 pixels, not 7", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Images(new Shape(1, 1, 1), new byte[1], new int[] {-1}));
    }

    private static Images grey(int height, int width, int... pixels) {
        return new Images(new Shape(1, height, width), bytes(pixels), new int[1]);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
