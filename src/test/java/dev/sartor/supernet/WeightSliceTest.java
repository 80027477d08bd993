package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightSliceTest {
    private static float[] ascending(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }

    private static float[] slice(TensorShape whole, TensorShape part) {
        return new WeightSlice("t", whole, part).copyFrom(ascending(whole.size()));
    }

    @Test
    void aSliceOfAVectorHasItsFirstValues() {
        assertArrayEquals(new float[] {0, 1, 2}, slice(TensorShape.of(List.of(5)), TensorShape.of(List.of(3))));
    }

    @Test
    void aSliceOfAMatrixHasItsFirstRowsAndColumns() {
        assertArrayEquals(
                new float[] {0, 1, 4, 5}, slice(TensorShape.of(List.of(3, 4)), TensorShape.of(List.of(2, 2))));
    }

    @Test
    void aSliceOfAKernelHasTheCentreOfTheFirstChannels() {
        // planes of 5 x 5, three inputs an output: the second output's first input starts at 75
        assertArrayEquals(
                new float[] {6, 7, 8, 11, 12, 13, 16, 17, 18, 81, 82, 83, 86, 87, 88, 91, 92, 93},
                slice(TensorShape.of(List.of(2, 3, 5, 5)), TensorShape.of(List.of(2, 1, 3, 3))));
    }

    @Test
    void theWholeTensorIsASlice() {
        TensorShape whole = TensorShape.of(List.of(2, 3, 3, 3));
        assertArrayEquals(ascending(54), slice(whole, whole));
    }

    @Test
    void aSliceThatIsLargerOrHasNoCentreIsRefused() {
        TensorShape whole = TensorShape.of(List.of(2, 2, 5, 5));
        assertThrows(
                IllegalArgumentException.class, () -> new WeightSlice("t", whole, TensorShape.of(List.of(3, 1, 1, 1))));
        assertThrows(
                IllegalArgumentException.class, () -> new WeightSlice("t", whole, TensorShape.of(List.of(1, 1, 2, 2))));
    }
}
