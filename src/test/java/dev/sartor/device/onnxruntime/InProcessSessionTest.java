package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Presets;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.ForeignModels;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.Session;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.ExecutionProvider;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Precision;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("one test measures the memory of the process")
class InProcessSessionTest {
    private static final Network NETWORK = NetworkSamples.classifier("ir_r1_k3_s1_e6_c16_nr6");
    private static final byte[] MODEL =
            OnnxExport.bytes(NETWORK, Weights.initial(NETWORK, new SplittableRandom(1)), OnnxMetadata.none());

    @Test
    void discardedRunsAreNotReturned() {
        var clock = new AtomicLong();
        var readings = new AtomicLong();
        try (var device = new InProcessDevice(
                        DeviceSpec.cpu(),
                        Path.of("/"),
                        // a run takes 1, 2, 3 ... ms by this clock
                        () -> clock.addAndGet(
                                readings.getAndIncrement() % 2 == 0 ? 0 : (readings.get() / 2) * 1_000_000));
                Session session = device.open(MODEL)) {
            // timesMs: runs that are discarded, timed runs
            assertArrayEquals(new double[] {3, 4, 5}, session.timesMs(2, 3));
            assertEquals(6, session.timesMs(0, 1)[0]);
            session.timesMs(2, 0);
            assertEquals(9, session.timesMs(0, 1)[0]);
        }
    }

    @Test
    void realTimesArePositiveAndLongerForMoreImages() {
        double one = fastestMs("cpu,threads=1");
        double many = fastestMs("cpu,threads=1,batch=16");
        assertTrue(one > 0 && many > 2 * one, one + " ms for one image, " + many + " ms for sixteen");
    }

    private static double fastestMs(String device) {
        try (Device opened = Devices.open(DeviceSpec.parse(device));
                Session session = opened.open(MODEL)) {
            return Arrays.stream(session.timesMs(20, 100)).min().orElseThrow();
        }
    }

    @Test
    void outputsOfABatchEqualThoseOfSingleImages() {
        float[] images = ReferenceInterpreter.images(NETWORK.input(), 3, new SplittableRandom(2));
        int size = images.length / 3;
        try (InferenceDevice device = Devices.open(DeviceSpec.cpu());
                InferenceSession session = device.open(MODEL)) {
            float[] together = session.run(images, 3);
            for (int n = 0; n < 3; n++) {
                float[] alone = session.run(Arrays.copyOfRange(images, n * size, (n + 1) * size), 1);
                assertArrayEquals(alone, Arrays.copyOfRange(together, n * 5, (n + 1) * 5), 1e-5f);
            }
        }
    }

    @Test
    void moreThreadsGiveTheSameOutputs() {
        int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
        float[] image = ReferenceInterpreter.images(NETWORK.input(), 1, new SplittableRandom(3));
        try (InferenceDevice one = Devices.open(DeviceSpec.cpu());
                InferenceSession single = one.open(MODEL);
                InferenceDevice two =
                        Devices.open(new InProcessSpec(ExecutionProvider.CPU, threads, 1, Precision.FP32));
                InferenceSession parallel = two.open(MODEL)) {
            assertArrayEquals(single.run(image, 1), parallel.run(image, 1), 1e-5f);
        }
    }

    @Test
    void imagesOfTheWrongSizeAreRefused() {
        try (InferenceDevice device = Devices.open(DeviceSpec.cpu());
                InferenceSession session = device.open(MODEL)) {
            var e = assertThrows(IllegalArgumentException.class, () -> session.run(new float[7], 1));
            assertEquals("7 values are not [1, 3, 15, 13]", e.getMessage());
        }
    }

    @Test
    void aBrokenModelFailsToLoadAndOthersStillRun() {
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            byte[] cut = Arrays.copyOf(MODEL, MODEL.length / 2);
            for (byte[] broken : new byte[][] {cut, {1, 2, 3}, {}}) {
                var e = assertThrows(DeviceFailure.class, () -> device.open(broken));
                assertEquals(DeviceFailure.Stage.LOAD, e.stage());
            }
            try (Session session = device.open(MODEL)) {
                assertTrue(session.timesMs(0, 1)[0] > 0);
            }
        }
    }

    @Test
    void modelsWithoutOneInputOfTheRightBatchFailToLoad() {
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            var two = assertThrows(DeviceFailure.class, () -> device.open(ForeignModels.sumOfTwoInputs()));
            assertEquals("The model has 2 inputs, not one", two.getMessage());
            var fixed = assertThrows(DeviceFailure.class, () -> device.open(ForeignModels.batchOf(4)));
            assertEquals("x is [4, 6] and cannot be a batch of 1", fixed.getMessage());
        }
    }

    @Test
    void aModelThatFailsWhileRunningIsAFailureOfTheRun() {
        try (InferenceDevice device = Devices.open(DeviceSpec.cpu());
                InferenceSession session = device.open(ForeignModels.failsForOddBatches())) {
            assertEquals(
                    DeviceFailure.Stage.RUN,
                    assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1))
                            .stage());
            assertEquals(
                    DeviceFailure.Stage.RUN,
                    assertThrows(DeviceFailure.class, () -> session.run(new float[6], 1))
                            .stage());
            assertEquals(12, session.run(new float[12], 2).length);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void closedSessionsFreeTheirMemory() throws IOException {
        Network network = Lowering.lower(Presets.byName("mobilenet-v3-small").architecture());
        byte[] model =
                OnnxExport.bytes(network, Weights.initial(network, new SplittableRandom(4)), OnnxMetadata.none());
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            openAndClose(device, model, 1);
            long before = residentMib();
            openAndClose(device, model, 15);
            long keptMib = residentMib() - before;
            assertTrue(
                    keptMib < 50,
                    "15 closed sessions keep " + keptMib + " MiB, their weights being "
                            + 15 * model.length / (1 << 20));
        }
    }

    private static void openAndClose(Device device, byte[] model, int count) {
        List<Session> open =
                Stream.generate(() -> device.open(model)).limit(count).toList();
        open.forEach(session -> session.timesMs(1, 0));
        open.forEach(Session::close);
    }

    private static long residentMib() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
}
