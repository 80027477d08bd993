package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.litert.OperationOptions.Padding;
import org.junit.jupiter.api.Test;

class WindowPaddingTest {
    /** Rows before the image with the padding SAME, by LiteRT's {@code ComputePaddingWithOffset} and {@code ComputeOutSize}. */
    private static int sameBefore(int kernel, int stride, int size) {
        int outputs = (size + stride - 1) / stride;
        return Math.max(0, (outputs - 1) * stride + kernel - size) / 2;
    }

    @Test
    void windowsBeginWhereThoseOfTheNetworkDo() {
        for (int kernel : new int[] {1, 3, 5, 7}) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int size = 1; size <= 12; size++) {
                    WindowPadding window = WindowPadding.of(kernel, stride, new Shape(1, size, size));
                    String text = window + " of " + size;
                    if (window.padding() == Padding.SAME) {
                        assertEquals((kernel - 1) / 2, sameBefore(kernel, stride, size), text);
                    } else {
                        int padded = size + window.top() + window.bottom();
                        assertEquals((kernel - 1) / 2, window.top(), text);
                        assertEquals((size - 1) / stride + 1, (padded - kernel) / stride + 1, text);
                        assertTrue(window.bottom() <= (kernel - 1) / 2, text);
                        assertTrue(sameBefore(kernel, stride, size) != window.top(), text);
                    }
                }
            }
        }
    }

    @Test
    void heightAndWidthArePaddedIndependently() {
        // WindowPadding: kernel size, stride, top, bottom, left, right, padding
        assertEquals(new WindowPadding(3, 2, 1, 0, 1, 1, Padding.VALID), WindowPadding.of(3, 2, new Shape(1, 8, 7)));
        assertEquals(new WindowPadding(3, 2, 1, 1, 1, 1, Padding.SAME), WindowPadding.of(3, 2, new Shape(1, 9, 7)));
    }

    @Test
    void borderAveragesAreOfFewerPixels() {
        Shape input = new Shape(1, 4, 3);
        assertArrayEquals(
                // windows of 3 x 3 pixels, of which 4 or 6 are within the image: 9 / 4 and 9 / 6
                new float[] {2.25f, 2.25f, 1.5f, 1.5f},
                WindowPadding.of(3, 2, input).averageFactors(input, new Shape(1, 2, 2)));
    }
}
