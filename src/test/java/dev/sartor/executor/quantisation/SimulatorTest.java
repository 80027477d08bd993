package dev.sartor.executor.quantisation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.QuantisedWeights;
import dev.sartor.network.quantisation.SumBound;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator computes what ONNX Runtime computes, to the last bit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatorTest {
    private static final int IMAGES = 6;

    private final Executor executor = new Executor(1);
    private InferenceDevice device;

    @BeforeAll
    void open() {
        device = Devices.open(DeviceSpec.cpu());
    }

    @AfterAll
    void close() {
        device.close();
        executor.close();
    }

    private static Images images(Shape shape, long seed) {
        byte[] pixels = new byte[Math.toIntExact(16 * shape.size())];
        new Random(seed).nextBytes(pixels);
        return new Images(shape, pixels, new int[16]);
    }

    private static Normalisation normalisation(Shape shape) {
        float[] mean = new float[shape.channels()];
        float[] deviation = new float[shape.channels()];
        Arrays.fill(mean, 0.5f);
        Arrays.fill(deviation, 0.25f);
        return new Normalisation(mean, deviation);
    }

    private static BatchNormFolding folded(Network network) {
        return BatchNormFolding.of(network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)));
    }

    private QuantisedNetwork quantised(Network network, WeightGranularity granularity) {
        BatchNormFolding folded = folded(network);
        Shape shape = network.input();
        return NetworkQuantiser.quantise(
                folded,
                Calibration.ranges(executor, folded, images(shape, 1), normalisation(shape), RangeMethod.MSE),
                granularity);
    }

    private static float[] nchw(Network network) {
        return ReferenceInterpreter.images(network.input(), IMAGES, new SplittableRandom(2));
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void outputsAreThoseOfOnnxRuntime(Network network) {
        QuantisedNetwork quantised = quantised(network, WeightGranularity.PER_TENSOR);
        try (Simulator simulator = new Simulator(executor, quantised, IMAGES);
                InferenceSession session = device.open(QuantisedExport.bytes(quantised, OnnxMetadata.none()))) {
            assertArrayEquals(session.run(nchw(network), IMAGES), simulator.run(nchw(network), IMAGES));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void everyTensorIsThatOfOnnxRuntime(Network network) throws Exception {
        QuantisedNetwork quantised = quantised(network, WeightGranularity.PER_CHANNEL);
        Map<String, byte[]> simulated = new TreeMap<>();
        try (Simulator simulator = new Simulator(executor, quantised, IMAGES);
                OrtTensors runtime =
                        new OrtTensors(QuantisedExport.bytes(quantised, OnnxMetadata.none()), network.input())) {
            simulator.run(nchw(network), IMAGES, (layer, values) -> simulated.put(writer(quantised, layer), values));
            Map<String, byte[]> expected = runtime.run(nchw(network), IMAGES);
            // the sigmoid within a swish function is a tensor of its own only in ONNX
            expected.keySet().removeIf(name -> name.endsWith(".sigmoid"));
            assertEquals(expected.keySet(), simulated.keySet());
            expected.forEach((name, values) -> assertArrayEquals(values, simulated.get(name), name));
        }
    }

    /** The layer that writes the tensor of a layer in ONNX: a fused activation function is computed by the layer before. */
    private static String writer(QuantisedNetwork quantised, Layer layer) {
        return quantised.isFused(layer)
                ? quantised.network().layer(layer.inputs().getFirst()).name()
                : layer.name();
    }

    @Test
    void outputsAreNearThoseOfTheNetworkInFloats() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s1_e6_c16_nr6", "ir_r1_k5_s2_e3_c24_se0.25_nhs");
        float[] nchw = nchw(network);
        BatchNormFolding folded = folded(network);
        try (Simulator simulator = new Simulator(executor, quantised(network, WeightGranularity.PER_CHANNEL), IMAGES)) {
            float[] simulated = simulator.run(nchw, IMAGES);
            int classes = Math.toIntExact(network.output().size());
            int pixels = Math.toIntExact(network.input().size());
            double error = 0;
            double size = 0;
            for (int i = 0; i < IMAGES; i++) {
                double[] exact = new ReferenceInterpreter(folded.network(), folded.weights())
                        .output(Arrays.copyOfRange(nchw, i * pixels, (i + 1) * pixels));
                for (int c = 0; c < classes; c++) {
                    error += Math.pow(exact[c] - simulated[i * classes + c], 2);
                    size += Math.pow(exact[c], 2);
                }
            }
            assertTrue(error < 0.01 * size, error / size + " of the outputs' energy is error");
        }
    }

    /** Biases near 2^24, so that adding them to odd sums rounds. */
    @Test
    void sumsBeyondTheExactRangeOfFloatsAreThoseOfOnnxRuntime() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s1_e6_c16_nr6");
        QuantisedNetwork quantised = quantised(network, WeightGranularity.PER_CHANNEL);
        Map<String, QuantisedWeights> weights = new TreeMap<>(quantised.weights());
        weights.replaceAll((name, w) -> {
            int[] biases = w.biases().clone();
            for (int i = 0; i < biases.length; i += 2) {
                biases[i] = (1 << 24) + 2 * i + 1;
            }
            return new QuantisedWeights(w.values(), w.scales(), biases);
        });
        var wide = new QuantisedNetwork(quantised.network(), quantised.tensors(), weights);
        assertTrue(SumBound.of(wide).stream().allMatch(b -> b.sum() > SumBound.MAX_EXACT_IN_FLOAT));
        try (Simulator simulator = new Simulator(executor, wide, IMAGES);
                InferenceSession session = device.open(QuantisedExport.bytes(wide, OnnxMetadata.none()))) {
            assertArrayEquals(session.run(nchw(network), IMAGES), simulator.run(nchw(network), IMAGES));
        }
    }
}
