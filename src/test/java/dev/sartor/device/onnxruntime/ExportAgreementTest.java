package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs of exported networks in ONNX Runtime agree with the reference interpreter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportAgreementTest {
    private static final double TOLERANCE = 1e-4;
    private InferenceDevice device;

    @BeforeAll
    void open() {
        device = Devices.open(DeviceSpec.cpu());
    }

    @AfterAll
    void close() {
        device.close();
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void onnxRuntimeComputesTheOutputsOfTheReferenceExecutor(Network network) {
        Weights weights = ReferenceInterpreter.randomWeights(network, new SplittableRandom(1));
        assertAgrees(network, network, weights, weights);
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        assertAgrees(network, folded.network(), weights, folded.weights());
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#segments")
    void segmentsAgreeWithTheReference(Network segment) {
        Weights weights = ReferenceInterpreter.randomWeights(segment, new SplittableRandom(2));
        assertAgrees(segment, segment, weights, weights);
    }

    @ParameterizedTest
    @MethodSource("smallPresets")
    void presetsAgreeWithTheReference(Network network) {
        Weights weights = ReferenceInterpreter.randomWeights(network, new SplittableRandom(4));
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        assertAgrees(network, folded.network(), weights, folded.weights());
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void networksWithBasicOperatorsAgreeWithTheReference(Network network) {
        Weights weights = ReferenceInterpreter.randomWeights(network, new SplittableRandom(1));
        assertAgrees(network, network, weights, weights, ActivationOperators.BASIC);
    }

    static Stream<Network> smallPresets() {
        return Presets.all().stream().map(p -> Lowering.lower(p.architecture().withInput(new Shape(3, 17, 20))));
    }

    private void assertAgrees(Network reference, Network exported, Weights weights, Weights exportedWeights) {
        assertAgrees(reference, exported, weights, exportedWeights, ActivationOperators.STANDARD);
    }

    private void assertAgrees(
            Network reference,
            Network exported,
            Weights weights,
            Weights exportedWeights,
            ActivationOperators operators) {
        int batch = 2;
        float[] images = ReferenceInterpreter.images(reference.input(), batch, new SplittableRandom(3));
        float[] actual;
        try (InferenceSession session =
                device.open(OnnxExport.bytes(exported, exportedWeights, OnnxMetadata.none(), operators))) {
            actual = session.run(images, batch);
        }
        int size = images.length / batch;
        int outputs = Math.toIntExact(reference.output().size());
        assertEquals(outputs * batch, actual.length);
        for (int n = 0; n < batch; n++) {
            double[] expected = new ReferenceInterpreter(reference, weights)
                    .output(Arrays.copyOfRange(images, n * size, (n + 1) * size));
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < outputs; i++) {
                double difference = Math.abs(expected[i] - actual[n * outputs + i]);
                assertTrue(
                        difference <= TOLERANCE * Math.max(1, largest),
                        reference.name() + " differs by " + difference + " at " + i);
            }
        }
    }
}
