package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.network.Op;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightOrderTest {
    @Test
    void convolutionsHaveTheirInputChannelsLast() {
        // Op.Conv: channels in and out, kernel size, stride, groups, bias
        WeightOrder order = WeightOrder.convolution(new Op.Conv(4, 2, 3, 1, 2, true));
        assertEquals(List.of(2, 3, 3, 2), order.shape());
        assertEquals(0, order.outputs());
        float[] weights = new float[36];
        for (int i = 0; i < 36; i++) {
            weights[i] = i;
        }
        assertArrayEquals(
                new float[] {0, 9, 1, 10, 2, 11, 3, 12, 4, 13, 5, 14, 6, 15, 7, 16, 8, 17},
                Arrays.copyOf(order.apply(weights), 18));
        assertEquals(18, order.apply(weights)[18]);
        assertEquals(27, order.apply(weights)[19]);
    }

    @Test
    void depthwiseConvolutionsHaveTheirChannelsLast() {
        WeightOrder order = WeightOrder.depthwise(new Op.Conv(2, 2, 3, 1, 2, true));
        assertEquals(List.of(1, 3, 3, 2), order.shape());
        assertEquals(3, order.outputs());
        byte[] weights = new byte[18];
        for (int i = 0; i < 18; i++) {
            weights[i] = (byte) i;
        }
        assertArrayEquals(
                new byte[] {0, 9, 1, 10, 2, 11, 3, 12, 4, 13, 5, 14, 6, 15, 7, 16, 8, 17}, order.apply(weights));
    }
}
