package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.Session;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.measuring.ProfilingModels;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with real browsers and Node, if {@code .ci/run} has installed the runtimes. */
@Isolated("one test kills all processes that this JVM started")
class WebDeviceTest {
    private static final String MODULES = "target/npm/node_modules";
    private static final String CHROMIUM = "web,browser=chromium,modules=" + MODULES;
    private static final String LITERT = CHROMIUM + ",runtime=litert";
    private static final Network NETWORK = NetworkSamples.classifier("ir_r1_k3_s1_e6_c16_nr6");
    private static final byte[] MODEL =
            OnnxExport.bytes(NETWORK, Weights.initial(NETWORK, new SplittableRandom(1)), OnnxMetadata.none());

    private static Device open(String device) {
        assumeTrue(Files.isDirectory(Path.of(MODULES)), "npm's packages are not installed in " + MODULES);
        assumeTrue(
                !device.contains("litert") || Files.isDirectory(Path.of(MODULES, "@litertjs")),
                "npm's package @litertjs/core is not installed in " + MODULES);
        String program = device.contains("node,") ? "node" : "chromium";
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, program))),
                "no " + program);
        return Devices.open(DeviceSpec.parse(device));
    }

    private static byte[] model(String device) {
        return ProfilingModels.of(DeviceSpec.parse(device)).apply(NETWORK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHROMIUM,
                LITERT,
                LITERT + ",precision=int8",
                "web,browser=node,modules=" + MODULES,
                "web,browser=node,runtime=onnxruntime-node,modules=" + MODULES
            })
    void theRuntimeIsDescribedAndTimesAModel(String text) {
        try (Device device = open(text)) {
            DeviceDescription description = device.description();
            assertEquals(DeviceSpec.parse(text), description.device());
            String runtime = text.contains("litert") ? "litert" : "onnxruntime-";
            assertTrue(description.runtime().name().startsWith(runtime), description.toString());
            assertTrue(description.runtime().version().matches("[0-9]+\\.[0-9]+.*"), description.toString());
            assertTrue(
                    description.runtime().build().contains(text.contains("node,") ? "node v" : "Chrome/"),
                    description.toString());
            try (Session one = device.open(model(text));
                    Session other = device.open(model(text))) {
                // timesMs: runs that are discarded, timed runs
                double[] ms = one.timesMs(2, 5);
                assertEquals(5, ms.length);
                assertTrue(Arrays.stream(ms).allMatch(t -> t > 0 && t < 1000), Arrays.toString(ms));
                assertEquals(1, other.timesMs(0, 1).length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHROMIUM, LITERT, "web,browser=node,modules=" + MODULES})
    void anInvalidModelIsRefusedAndTheNextOneRuns(String text) {
        try (Device device = open(text)) {
            DeviceFailure e =
                    assertThrows(DeviceFailure.class, () -> device.open("nonsense".getBytes(StandardCharsets.UTF_8)));
            assertEquals(DeviceFailure.Stage.LOAD, e.stage());
            try (Session session = device.open(model(text))) {
                assertEquals(3, session.timesMs(0, 3).length);
            }
        }
    }

    @Test
    void aKilledBrowserIsRestarted() {
        try (Device device = open(CHROMIUM);
                Session session = device.open(MODEL)) {
            session.timesMs(0, 1);
            List<ProcessHandle> browser = browser();
            browser.forEach(ProcessHandle::destroyForcibly);
            browser.forEach(p -> p.onExit().join());
            assertEquals(4, session.timesMs(1, 4).length);
            assertFalse(browser().isEmpty());
        }
        assertEquals(
                List.of(), browser().stream().filter(ProcessHandle::isAlive).toList());
    }

    private static List<ProcessHandle> browser() {
        return ProcessHandle.current().descendants().toList();
    }

    @Test
    void aMissingPackageIsReportedWithItsInstallCommand() {
        UserError e = assertThrows(UserError.class, () -> Devices.open(DeviceSpec.parse("web,modules=/nowhere")));
        assertTrue(e.fix().contains("npm install onnxruntime-web"), e.fix());
    }

    @Test
    void theTextOfASpecificationParsesToItself() {
        for (String text : new String[] {
            "web", "web,browser=node,threads=2", "web,browser=node,runtime=onnxruntime-node", CHROMIUM, LITERT
        }) {
            DeviceSpec spec = DeviceSpec.parse(text);
            assertEquals(spec, DeviceSpec.parse(spec.text()));
        }
        assertThrows(UserError.class, () -> DeviceSpec.parse("web,runtime=onnxruntime-node"));
        assertThrows(UserError.class, () -> DeviceSpec.parse("web,runtime=onnxruntime-wob"));
        UserError e = assertThrows(UserError.class, () -> DeviceSpec.parse("web,browser=node,runtime=litert"));
        assertEquals("litert runs only in browsers", e.getMessage());
    }
}
