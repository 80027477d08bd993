package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sartor.base.UserError;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.NodeTime;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.device.Session;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.InProcessSpec;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegerKernelsTest {
    private static final InProcessSpec INT8 = (InProcessSpec) DeviceSpec.parse("cpu,precision=int8");

    @TempDir
    Path folder;

    @Test
    void onnxRuntimeHasIntegerKernels() {
        try (InProcessDevice device = new InProcessDevice(INT8, Path.of("/"), System::nanoTime)) {
            assertDoesNotThrow(() -> IntegerKernels.require(device));
            List<NodeTime> nodes =
                    // nodeTimes: model, runs that are discarded, timed runs
                    device.nodeTimes(IntegerKernels.model(), 0, 1).getFirst();
            assertTrue(nodes.getFirst().nodeName().equals("input.quantised"), nodes.toString());
            assertTrue(nodes.stream().anyMatch(n -> n.nodeName().startsWith("conv")), nodes.toString());
        }
    }

    /** Without graph optimisations ONNX Runtime computes as a build without integer kernels does. */
    @Test
    void aRuntimeThatDequantisesIsRefused() throws OrtException {
        List<NodeTime> nodes = unoptimisedRun();
        assertFalse(IntegerKernels.areIn(nodes), nodes.toString());
        UserError e = assertThrows(UserError.class, () -> IntegerKernels.require(new Runtime(nodes)));
        assertTrue(e.getMessage().contains("no integer kernels: it runs int8 models in floating point"), e.text());
        assertEquals(3, e.text().lines().count());
    }

    private List<NodeTime> unoptimisedRun() throws OrtException {
        OrtEnvironment environment = OrtLibrary.environment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.enableProfiling(folder.resolve("profile").toString());
            try (OrtSession session = environment.createSession(IntegerKernels.model(), options);
                    OnnxTensor input = OnnxTensor.createTensor(
                            environment, FloatBuffer.allocate(16 * 8 * 8), new long[] {1, 16, 8, 8});
                    var _ = session.run(
                            Map.of(session.getInputNames().iterator().next(), input))) {
                return OrtProfileFile.read(Path.of(session.endProfiling())).getFirst();
            }
        }
    }

    @Test
    void aRuntimeThatDoesNotLoadTheModelIsRefused() {
        UserError e = assertThrows(UserError.class, () -> IntegerKernels.require(new Runtime(null)));
        assertTrue(e.getMessage().contains("no integer kernels: QuantizeLinear is not implemented"), e.text());
        assertTrue(e.fix().contains("precision=fp32"), e.text());
        assertEquals(3, e.text().lines().count());
    }

    @Test
    void theDescriptionHasTheInstructionsAndTheSettingThatKeepsSumsExactWithoutVnni() {
        try (var device = Devices.open(INT8);
                InferenceSession session = device.open(IntegerKernels.model())) {
            // timesMs: runs that are discarded, timed runs
            assertTrue(session.timesMs(0, 1)[0] > 0);
            Map<String, String> settings = device.description().settings();
            String instructions = settings.get("int8 instructions");
            assertEquals(
                    instructions.contains("vnni") ? "0" : "1", settings.get("session.x64quantprecision"), instructions);
        }
        try (var device = Devices.open(DeviceSpec.cpu())) {
            assertFalse(device.description().settings().keySet().stream().anyMatch(k -> k.contains("int8")));
        }
    }

    /** A virtual machine can hide instructions of a processor, whose name remains the same. */
    @Test
    void aMachineWithoutTheInstructionsIsAnotherDevice() throws IOException {
        DeviceDescription with = description("flags : avx2 avx512_vnni");
        DeviceDescription without = description("flags : avx2");
        assertTrue(DeviceDifferences.isSameKind(with, with));
        assertEquals(
                List.of(
                        "setting 'int8 instructions': was avx512_vnni, is none",
                        "setting 'session.x64quantprecision': was 0, is 1"),
                DeviceDifferences.ofKind(with, without));
    }

    private DeviceDescription description(String flags) throws IOException {
        Path file = folder.resolve("proc/cpuinfo");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "model name : CPU\n" + flags + "\n");
        try (var device = new InProcessDevice(INT8, folder, System::nanoTime)) {
            return device.description();
        }
    }

    /** A runtime that reports these nodes, or refuses every model. */
    private record Runtime(List<NodeTime> nodes) implements NodeTimingDevice {
        @Override
        public List<List<NodeTime>> nodeTimes(byte[] onnx, int discarded, int timed) {
            if (nodes == null) {
                throw new DeviceFailure(DeviceFailure.Stage.LOAD, "QuantizeLinear is not implemented");
            }
            return List.of(nodes);
        }

        @Override
        public DeviceDescription description() {
            try (var device = new InProcessDevice(DeviceSpec.cpu(), Path.of("/"), System::nanoTime)) {
                return device.description();
            }
        }

        @Override
        public Session open(byte[] onnx) {
            throw new IllegalStateException("it is not timed");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
