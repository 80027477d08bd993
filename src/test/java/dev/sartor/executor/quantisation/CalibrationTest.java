package dev.sartor.executor.quantisation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.executor.Executor;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Op;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.quantisation.ValueRange;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    /** More than one batch. */
    private static final int IMAGES = 35;

    @ParameterizedTest
    @ValueSource(
            strings = {"ir_r1_k5_s2_e3_c24_se0.25_nhs", "sh_r1_k3_s2_e0.5_c48_g4_nre", "bt_r1_k3_s2_e0.5_c32_g2_nhs"})
    void rangesAreThoseOfEachLayersValues(String block) {
        Network network = NetworkSamples.classifier(block);
        BatchNormFolding folded =
                BatchNormFolding.of(network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)));
        byte[] pixels = new byte[Math.toIntExact(IMAGES * network.input().size())];
        new Random(2).nextBytes(pixels);
        var normalisation = new Normalisation(new float[] {0.5f, 0.4f, 0.3f}, new float[] {0.2f, 0.3f, 0.4f});
        List<ValueRange> ranges;
        try (Executor executor = new Executor(1)) {
            ranges = Calibration.ranges(
                    executor,
                    folded,
                    new Images(network.input(), pixels, new int[IMAGES]),
                    normalisation,
                    RangeMethod.MINMAX);
        }
        double[][] expected = extremes(folded, pixels, normalisation);
        for (Layer layer : folded.network().layers()) {
            if (readByRelu(folded.network(), layer)) {
                continue;
            }
            assertEquals(
                    Math.min(0, expected[layer.id()][0]), ranges.get(layer.id()).low(), 1e-3, layer.name());
            assertEquals(
                    Math.max(0, expected[layer.id()][1]), ranges.get(layer.id()).high(), 1e-3, layer.name());
        }
    }

    /** A layer that a ReLU reads is fused with it and has the range of its output. */
    private static boolean readByRelu(Network network, Layer layer) {
        return network.layers().stream()
                .anyMatch(l -> l.inputs().contains(layer.id())
                        && l.op() instanceof Op.Activate(Op.Function f)
                        && (f == Op.Function.RELU || f == Op.Function.RELU6));
    }

    private static double[][] extremes(BatchNormFolding folded, byte[] pixels, Normalisation normalisation) {
        int size = Math.toIntExact(folded.network().input().size());
        int plane = size / 3;
        double[][] extremes = new double[folded.network().layers().size()][2];
        for (int image = 0; image < IMAGES; image++) {
            float[] chw = new float[size];
            for (int i = 0; i < size; i++) {
                chw[i] = ((pixels[image * size + i] & 0xff) / 255f
                                - normalisation.mean()[i / plane])
                        / normalisation.deviation()[i / plane];
            }
            double[][] values = new ReferenceInterpreter(folded.network(), folded.weights()).values(chw);
            for (int l = 0; l < values.length; l++) {
                extremes[l][0] =
                        Math.min(extremes[l][0], Arrays.stream(values[l]).min().orElseThrow());
                extremes[l][1] =
                        Math.max(extremes[l][1], Arrays.stream(values[l]).max().orElseThrow());
            }
        }
        return extremes;
    }
}
