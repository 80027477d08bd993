package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Folded batch norms, computed by hand. */
class BatchNormFoldingByHandTest {
    private static final Shape INPUT = new Shape(2, 1, 1);
    private static final Shape OUTPUT = new Shape(3, 1, 1);
    private static final Layer IMAGE = new Layer(0, "input", new Op.Input(), List.of(), INPUT);
    private static final Layer NORM = new Layer(2, "norm", new Op.BatchNorm(3), List.of(1), OUTPUT);

    /** The scales gamma / sqrt(variance + epsilon) of the channels are 2, 3 and 1; the variance of the third one is 0. */
    private static Map<String, float[]> tensors() {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("conv.weight", new float[] {1, 2, 3, 4, 5, 6});
        tensors.put(
                Parameter.name("norm", Parameter.Role.GAMMA),
                new float[] {4, 9, (float) Math.sqrt(Op.BatchNorm.EPSILON)});
        tensors.put(Parameter.name("norm", Parameter.Role.BETA), new float[] {0.5f, -1, 7});
        tensors.put(Parameter.name("norm", Parameter.Role.MEAN), new float[] {1, -2, 3});
        tensors.put(Parameter.name("norm", Parameter.Role.VARIANCE), new float[] {4, 9, 0});
        return tensors;
    }

    private static Network network(Op op, List<Layer> further) {
        var layers = new ArrayList<>(List.of(IMAGE, new Layer(1, "conv", op, List.of(0), OUTPUT), NORM));
        layers.addAll(further);
        return new Network("test", layers, List.of());
    }

    @Test
    void theScaleMultipliesWeightsAndTheMeanAndBetaMoveTheBias() {
        // Op.Conv: channels in and out, kernel size, stride, groups, bias
        Network network = network(new Op.Conv(2, 3, 1, 1, 1, true), List.of());
        Map<String, float[]> tensors = tensors();
        tensors.put("conv.bias", new float[] {0.25f, 0.5f, 1});
        BatchNormFolding folded = BatchNormFolding.of(network, new Weights(tensors));
        assertEquals(2, folded.network().layers().size());
        assertArrayEquals(new float[] {2, 4, 9, 12, 5, 6}, folded.weights().tensor("conv.weight"), 1e-4f);
        // (bias - mean) * scale + beta
        assertArrayEquals(new float[] {-1, 6.5f, 5}, folded.weights().tensor("conv.bias"), 1e-4f);
    }

    @Test
    void aConvolutionWithoutBiasGetsOne() {
        Network network = network(new Op.Conv(2, 3, 1, 1, 1, false), List.of());
        BatchNormFolding folded = BatchNormFolding.of(network, new Weights(tensors()));
        assertTrue(((Op.Conv) folded.network().layer(1).op()).bias());
        // -mean * scale + beta
        assertArrayEquals(new float[] {-1.5f, 5, 4}, folded.weights().tensor("conv.bias"), 1e-4f);
    }

    @Test
    void aBatchNormIsNotFoldedIntoAConvolutionThatAnotherLayerReads() {
        Network network = network(
                new Op.Conv(2, 3, 1, 1, 1, false), List.of(new Layer(3, "sum", new Op.Add(), List.of(1, 2), OUTPUT)));
        BatchNormFolding folded = BatchNormFolding.of(network, new Weights(tensors()));
        assertEquals(4, folded.network().layers().size());
        assertFalse(((Op.Conv) folded.network().layer(1).op()).bias());
        assertArrayEquals(tensors().get("conv.weight"), folded.weights().tensor("conv.weight"));
    }
}
