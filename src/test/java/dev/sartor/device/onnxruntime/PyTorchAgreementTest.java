package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.PyTorch;
import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import dev.sartor.network.safetensors.SafetensorsFile;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.space.file.ArchitectureFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch with exported weights computes the outputs of ONNX Runtime. */
class PyTorchAgreementTest {
    private static final int IMAGES = 2;
    private static final String SCRIPT = """
        import sys, torch
        from sartor_network import trained
        for line in sys.stdin:
            weights, images, outputs, *shape = line.split()
            x = torch.frombuffer(bytearray(open(images, "rb").read()), dtype=torch.float32)
            with torch.no_grad():
                y = trained(weights)(x.reshape([int(s) for s in shape]))
            open(outputs, "wb").write(bytes(y.contiguous().flatten().numpy().tobytes()))
        """;

    @TempDir
    private Path folder;

    @Test
    void pyTorchAndOnnxRuntimeAgree() throws IOException, InterruptedException {
        PyTorch.program();
        List<Architecture> architectures = architectures();
        List<float[]> expected = new ArrayList<>();
        var tasks = new StringBuilder();
        try (InferenceDevice device = Devices.open(DeviceSpec.cpu())) {
            for (int i = 0; i < architectures.size(); i++) {
                Architecture a = architectures.get(i);
                Network network = Lowering.lower(a);
                Weights weights = ReferenceInterpreter.randomWeights(network, new SplittableRandom(i));
                float[] images = ReferenceInterpreter.images(network.input(), IMAGES, new SplittableRandom(100 + i));
                Path file = folder.resolve(i + ".safetensors");
                SafetensorsFile.write(file, network, weights, Map.of("architecture", ArchitectureFile.format(a)));
                Files.write(folder.resolve(i + ".in"), bytes(images));
                Shape shape = network.input();
                tasks.append(String.join(
                        " ",
                        file.toString(),
                        folder.resolve(i + ".in").toString(),
                        folder.resolve(i + ".out").toString(),
                        Integer.toString(IMAGES),
                        shape.toString().replace('x', ' ')));
                tasks.append('\n');
                try (InferenceSession session = device.open(OnnxExport.bytes(network, weights, OnnxMetadata.none()))) {
                    expected.add(session.run(images, IMAGES));
                }
            }
        }
        PyTorch.run(tasks.toString(), "-c", SCRIPT);
        for (int i = 0; i < expected.size(); i++) {
            assertAgrees(
                    expected.get(i),
                    folder.resolve(i + ".out"),
                    architectures.get(i).name());
        }
    }

    /** All blocks with both kinds of head and without a head, and a preset. */
    private static List<Architecture> architectures() {
        // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
        Head full = new Head.Classifier(24, 20, 5, Activation.HSWISH, 0.2);
        // Head.Classifier: channels of the last convolution and hidden layer, batch norm, classes, activation, dropout
        Head norm = new Head.Classifier(24, 20, true, 5, Activation.RELU, 0.2);
        Head plain = new Head.Classifier(0, 0, 5, Activation.RELU, 0);
        List<Architecture> all = new ArrayList<>();
        for (Head head : List.of(full, norm, plain, new Head.Backbone())) {
            all.add(new Architecture(
                    "every-block",
                    new Shape(3, 65, 60),
                    // Stem: kernel size, stride, channels, activation
                    new Stem(3, 2, 16, Activation.HSWISH),
                    NetworkSamples.blocks().stream().map(BlockStrings::parse).toList(),
                    head));
        }
        all.add(Presets.byName("mobilenet-v3-small").architecture().withInput(new Shape(3, 33, 40)));
        return all;
    }

    private static void assertAgrees(float[] expected, Path outputs, String name) throws IOException {
        float[] actual = new float[expected.length];
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(outputs)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(expected.length * Float.BYTES, bytes.remaining(), name);
        bytes.asFloatBuffer().get(actual);
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(
                    expected[i], actual[i], 1e-4 * largest, name + " at " + i + " of " + Arrays.toString(expected));
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
