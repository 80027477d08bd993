package dev.sartor.network.quantisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.arch.Shape;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds of a convolution with two inputs, whose values lie in [-100, 155]. */
class SumBoundTest {
    private static final TensorQuantisation INPUT = new TensorQuantisation(1, 100);

    private static QuantisedNetwork network(byte[] weights, int... biases) {
        int out = biases.length;
        var network = new Network(
                "test",
                List.of(
                        new Layer(0, "input", new Op.Input(), List.of(), new Shape(2, 1, 1)),
                        new Layer(1, "conv", new Op.Conv(2, out, 1, 1, 1, true), List.of(0), new Shape(out, 1, 1))),
                List.of());
        return new QuantisedNetwork(
                network, List.of(INPUT, INPUT), Map.of("conv", new QuantisedWeights(weights, new float[] {1}, biases)));
    }

    @ParameterizedTest
    @CsvSource({
        "2, -3, 0, 665", // 2 * -100 - 3 * 155
        "3, -2, 0, 665", // 3 * 155 - 2 * -100
        "3, -2, 10, 675",
        "3, -2, -10, 675",
        "0, 0, -10, 10",
        "127, 127, 0, 39370" // 254 * 155
    })
    void theLargestSumIsReachedByTheSmallestAndLargestInputs(byte first, byte second, int bias, long bound) {
        assertEquals(new SumBound("conv", bound), SumBound.largest(network(new byte[] {first, second}, bias)));
    }

    @Test
    void theBoundOfALayerIsTheLargestOfItsChannels() {
        assertEquals(
                665,
                SumBound.largest(network(new byte[] {1, 1, 3, -2, 0, 1}, 0, 0, 0))
                        .sum());
    }

    @Test
    void aNetworkWithoutWeightsHasNoLargestBound() {
        var network = new Network(
                "test", List.of(new Layer(0, "input", new Op.Input(), List.of(), new Shape(2, 1, 1))), List.of());
        var quantised = new QuantisedNetwork(network, List.of(INPUT), Map.of());
        assertThrows(IllegalArgumentException.class, () -> SumBound.largest(quantised));
    }
}
