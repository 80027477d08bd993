package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void everySizeIsAtLeastOne() {
        assertEquals(1, new Shape(1, 1, 1).size());
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0));
    }

    @Test
    void sizeIsTheProductEvenBeyondTheRangeOfInt() {
        assertEquals(3 * 5 * 7, new Shape(3, 5, 7).size());
        assertEquals(1L << 40, new Shape(1 << 20, 1 << 10, 1 << 10).size());
    }

    @Test
    void aStrideRoundsBothSidesUp() {
        assertEquals(new Shape(8, 3, 4), new Shape(3, 5, 7).convolutionOutput(2, 8));
        assertEquals(new Shape(8, 2, 3), new Shape(3, 4, 6).convolutionOutput(2, 8));
        assertEquals(new Shape(8, 5, 7), new Shape(3, 5, 7).convolutionOutput(1, 8));
    }

    @Test
    void formatAndParseAreInverse() {
        Shape shape = new Shape(3, 20, 100);
        assertEquals("3x20x100", shape.toString());
        assertEquals(Optional.of(shape), Shape.parse("3x20x100"));
        assertEquals(Optional.empty(), Shape.parse("3x20"));
        assertEquals(Optional.empty(), Shape.parse("3x20x1000000000"));
        assertThrows(IllegalArgumentException.class, () -> Shape.parse("3x0x20"));
    }
}
