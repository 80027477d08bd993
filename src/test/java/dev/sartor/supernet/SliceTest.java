package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static float[] counted(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }

    private static float[] read(Extent whole, Extent part) {
        return new Slice("t", whole, part).read(counted(whole.size()));
    }

    @Test
    void aVectorGivesItsFirstValues() {
        assertArrayEquals(new float[] {0, 1, 2}, read(Extent.of(List.of(5)), Extent.of(List.of(3))));
    }

    @Test
    void aMatrixGivesItsFirstRowsAndColumns() {
        assertArrayEquals(new float[] {0, 1, 4, 5}, read(Extent.of(List.of(3, 4)), Extent.of(List.of(2, 2))));
    }

    @Test
    void aKernelGivesItsCentreOfTheFirstChannels() {
        // planes of 5 x 5, three inputs an output: the second output's first input starts at 75
        assertArrayEquals(
                new float[] {6, 7, 8, 11, 12, 13, 16, 17, 18, 81, 82, 83, 86, 87, 88, 91, 92, 93},
                read(Extent.of(List.of(2, 3, 5, 5)), Extent.of(List.of(2, 1, 3, 3))));
    }

    @Test
    void theWholeIsAPart() {
        Extent whole = Extent.of(List.of(2, 3, 3, 3));
        assertArrayEquals(counted(54), read(whole, whole));
    }

    @Test
    void aPartThatIsLargerOrHasNoCentreIsRefused() {
        Extent whole = Extent.of(List.of(2, 2, 5, 5));
        assertThrows(IllegalArgumentException.class, () -> new Slice("t", whole, Extent.of(List.of(3, 1, 1, 1))));
        assertThrows(IllegalArgumentException.class, () -> new Slice("t", whole, Extent.of(List.of(1, 1, 2, 2))));
    }
}
