package dev.sartor.executor.quantisation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Precision;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.quantisation.FloatStem;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.TensorQuantisation;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 8-bit networks whose stem is in floats, in the simulator and in ONNX Runtime. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloatStemTest {
    private static final int IMAGES = 6;
    /** The largest share of the stem's quantised values that may differ between the executor and ONNX Runtime. */
    private static final double MOST_DIFFERING = 1e-3;

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

    /** Networks with the usual stems, whose first block is a residual or has a stride. */
    static List<Network> networks() {
        return Stream.of(Activation.RELU, Activation.RELU6, Activation.HSWISH, Activation.SWISH)
                .flatMap(a -> Stream.of(new Stem(3, 1, 8, a), new Stem(5, 2, 16, a)))
                .map(stem -> Lowering.lower(new Architecture(
                        "stem " + stem.kernel() + " " + stem.activation(),
                        stem.stride() == 1 ? new Shape(1, 12, 11) : new Shape(3, 15, 13),
                        stem,
                        List.of(
                                BlockStrings.parse("ir_r1_k3_s1_e2_c" + stem.channels() + "_nre"),
                                BlockStrings.parse("cn_r1_k3_s2_c24_nr6")),
                        new Head.Classifier(24, 0, 5, Activation.RELU, 0))))
                .toList();
    }

    private QuantisedNetwork quantised(Network network, Precision stem) {
        BatchNormFolding folded =
                BatchNormFolding.of(network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)));
        Shape shape = network.input();
        byte[] pixels = new byte[Math.toIntExact(16 * shape.size())];
        new Random(1).nextBytes(pixels);
        float[] half = new float[shape.channels()];
        Arrays.fill(half, 0.5f);
        return NetworkQuantiser.quantise(
                folded,
                Calibration.ranges(
                        executor,
                        folded,
                        new Images(shape, pixels, new int[16]),
                        new Normalisation(half, half),
                        RangeMethod.MSE),
                WeightGranularity.PER_CHANNEL,
                stem);
    }

    private static float[] nchw(Network network) {
        return ReferenceInterpreter.images(network.input(), IMAGES, new SplittableRandom(2));
    }

    private float[] inOnnxRuntime(byte[] onnx, float[] nchw) {
        try (InferenceSession session = device.open(onnx)) {
            return session.run(nchw, IMAGES);
        }
    }

    private float[] simulated(QuantisedNetwork quantised, float[] nchw) {
        try (Simulator simulator = new Simulator(executor, quantised, IMAGES)) {
            return simulator.run(nchw, IMAGES).clone();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void fromTheOutputOfTheStemOnAllValuesAreThoseOfOnnxRuntime(Network network) {
        QuantisedNetwork quantised = quantised(network, Precision.FP32);
        float[] stem = inOnnxRuntime(QuantisedExport.stemBytes(quantised), nchw(network));
        assertArrayEquals(
                inOnnxRuntime(QuantisedExport.bytes(quantised, OnnxMetadata.none()), nchw(network)),
                simulated(quantised.withoutStem(), stem));
    }

    @Test
    void theStemItselfDiffersInFewValuesAndByOneStep() {
        long differing = 0;
        long all = 0;
        for (Network network : networks()) {
            QuantisedNetwork quantised = quantised(network, Precision.FP32);
            TensorQuantisation tensor = quantised.tensor(0);
            float[] expected = inOnnxRuntime(QuantisedExport.stemBytes(quantised), nchw(network));
            float[] found;
            try (Simulator simulator = new Simulator(executor, quantised, IMAGES)) {
                found = simulator.stem(nchw(network), IMAGES);
            }
            assertEquals(expected.length, found.length);
            all += expected.length;
            for (int i = 0; i < expected.length; i++) {
                int steps = Math.abs(tensor.quantise(expected[i]) - tensor.quantise(found[i]));
                assertTrue(steps <= 1, network.name());
                differing += steps;
            }
        }
        assertTrue(differing <= MOST_DIFFERING * all, differing + " of " + all);
    }

    @Test
    void onlyTheStemIsInFloats() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s1_e6_c16_nr6");
        QuantisedNetwork quantised = quantised(network, Precision.FP32);
        assertEquals(
                List.of("stem.conv.weight", "stem.conv.bias"),
                List.copyOf(quantised.stem().orElseThrow().weights().tensors().keySet()));
        QuantisedNetwork all = quantised(network, Precision.INT8);
        assertEquals(network.input(), quantised.input());
        assertEquals(network.input(), all.input());
        assertTrue(all.weights().containsKey("stem.conv"));
        var rest = new TreeMap<>(all.weights());
        rest.remove("stem.conv");
        assertEquals(rest, new TreeMap<>(quantised.weights()));
        assertEquals(
                all.tensors()
                        .subList(
                                all.tensors().size() - quantised.tensors().size(),
                                all.tensors().size()),
                quantised.tensors());
    }

    @Test
    void aNetworkOfItsStemAloneOrWithoutAStemHasNoFloatStem() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s1_e6_c16_nr6");
        assertTrue(FloatStem.isPossible(network));
        assertTrue(!FloatStem.isPossible(network.extract(network.segments().getFirst())));
        assertTrue(!FloatStem.isPossible(network.extract(network.segments().subList(1, 3))));
    }
}
