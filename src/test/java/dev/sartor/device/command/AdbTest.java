package dev.sartor.device.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.Session;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.network.Precision;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built-in device {@code adb} with {@code fake-adb}, a script whose phone is a folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake adb is a POSIX shell script")
class AdbTest {
    private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);
    private static final String FOLDER = "/data/local/tmp/sartor";

    @TempDir
    private Path folder;

    private Path phone;

    @BeforeEach
    void installBenchmark() throws IOException {
        phone = Files.createDirectories(folder.resolve("phone"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(phone.resolve(FOLDER.substring(1)));
        copy("fake-adb", bin.resolve("adb"));
        copy("fake-benchmark_model", phone.resolve(FOLDER.substring(1)).resolve("benchmark_model"));
        copy("fake-onnxruntime_perf_test", phone.resolve(FOLDER.substring(1)).resolve("onnxruntime_perf_test"));
    }

    private void copy(String resource, Path to) throws IOException {
        try (InputStream in = AdbTest.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
        assertTrue(to.toFile().setExecutable(true));
    }

    private Device device(String text, Map<String, String> environment) {
        var all = new HashMap<>(Map.of(
                "FAKE_PHONE",
                phone.toString(),
                "PATH",
                folder.resolve("bin") + File.pathSeparator + System.getenv("PATH")));
        all.putAll(environment);
        return CommandDevice.open((CommandSpec) DeviceSpec.parse(text), all);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(phone.resolve("calls"));
    }

    @Test
    void modelsArePushedTimedOnTheSelectedCoresAndRemoved() throws IOException {
        try (Device device = device("adb,threads=4,cores=f0", Map.of())) {
            try (Session session = device.open(MODEL)) {
                // the fake's runs take 1, 2, 3 ... ms
                // timesMs: runs that are discarded, timed runs
                assertArrayEquals(new double[] {3, 4, 5}, session.timesMs(2, 3), 1e-9);
                assertArrayEquals(new double[] {3, 4}, session.timesMs(2, 2), 1e-9);
                assertTrue(Files.exists(phone.resolve("data/local/tmp/sartor/model-0.onnx")));
            }
        }
        List<String> runs = calls().stream()
                .filter(c -> c.contains("./onnxruntime_perf_test"))
                .toList();
        assertEquals(2, runs.size());
        assertTrue(runs.getFirst().contains("taskset f0") && runs.getFirst().contains("-r 5 -x 4 "), runs.getFirst());
        assertEquals(1, calls().stream().filter(c -> c.startsWith("push")).count());
        assertEquals(List.of("benchmark_model", "onnxruntime_perf_test"), filesOnPhone());
    }

    private List<String> filesOnPhone() throws IOException {
        try (var left = Files.list(phone.resolve(FOLDER.substring(1)))) {
            return left.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void liteRtFilesAreTimedWithItsOwnBenchmark() throws IOException {
        try (Device device = device("adb,threads=4,cores=f0,precision=int8,runtime=litert", Map.of())) {
            assertEquals("LiteRT", device.description().runtime().name());
            assertEquals(Precision.INT8, device.description().device().precision());
            try (Session session = device.open(MODEL)) {
                // the median of 1, 2, 3, 4 and 5 ms, not that of the runs that are discarded
                assertArrayEquals(new double[] {3}, session.timesMs(2, 5), 1e-9);
                assertTrue(Files.exists(phone.resolve("data/local/tmp/sartor/model-0.tflite")));
            }
        }
        String run = calls().stream()
                .filter(c -> c.contains("./benchmark_model"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                run.contains("taskset f0 ./benchmark_model --graph=model-0.tflite --num_threads=4 --warmup_runs=2"),
                run);
        assertEquals(List.of("benchmark_model", "onnxruntime_perf_test"), filesOnPhone());
    }

    @Test
    void anOldBenchmarkOfLiteRtGivesItsMean() throws IOException {
        Files.writeString(phone.resolve(FOLDER.substring(1)).resolve("old"), "");
        try (Device device = device("adb,runtime=litert", Map.of());
                Session session = device.open(MODEL)) {
            assertArrayEquals(new double[] {2.5}, session.timesMs(0, 4), 1e-9);
            assertArrayEquals(new double[] {1}, session.timesMs(3, 1), 1e-9);
        }
    }

    @Test
    void aModelThatLiteRtRefusesFailsWithItsReason() {
        try (Device device = device("adb,runtime=litert", Map.of());
                Session session = device.open("refused".getBytes(StandardCharsets.UTF_8))) {
            var e = assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1));
            assertEquals(DeviceFailure.Stage.RUN, e.stage());
            assertTrue(e.getMessage().contains("Could not initialize interpreter"), e.getMessage());
        }
    }

    @Test
    void theDescriptionComesFromThePhone() {
        try (Device device = device("adb", Map.of())) {
            assertEquals("Tensor G3", device.description().machine().cpu());
            assertEquals("Android 15, Pixel 8", device.description().machine().os());
            assertEquals("arm64-v8a", device.description().machine().architecture());
            assertEquals("ff", device.description().settings().get("cores"));
        }
    }

    private void writeSystemFile(String file, String text) throws IOException {
        Path path = phone.resolve("sys").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void governorClockAndTemperatureOfTheSelectedCoresAreReadForEachDescription() throws IOException {
        for (int core = 0; core < 8; core++) {
            writeSystemFile(
                    "devices/system/cpu/cpu" + core + "/cpufreq/scaling_governor",
                    core < 4 ? "powersave\n" : "schedutil\n");
            writeSystemFile(
                    "devices/system/cpu/cpu" + core + "/cpufreq/scaling_cur_freq", core < 4 ? "300000\n" : "2850000\n");
        }
        writeSystemFile("class/thermal/thermal_zone0/temp", "41500\n");
        // temperatures that no sensor can have are ignored
        writeSystemFile("class/thermal/thermal_zone1/temp", "2147483\n");
        writeSystemFile("class/thermal/thermal_zone2/temp", "-40000\n");
        try (Device device = device("adb,cores=f0", Map.of())) {
            assertEquals(
                    new MachineState(Optional.of("schedutil"), OptionalDouble.of(2850), OptionalDouble.of(41)),
                    device.description().state());
            assertEquals("mask f0", device.description().machine().affinity());
            writeSystemFile("class/thermal/thermal_zone0/temp", "63000\n");
            assertEquals(OptionalDouble.of(63), device.description().state().temperatureCelsius());
        }
        try (Device device = device("adb", Map.of())) {
            assertEquals(OptionalDouble.of(300), device.description().state().clockMhz());
        }
    }

    @Test
    void stateThatThePhoneDoesNotReportIsEmpty() {
        try (Device device = device("adb", Map.of())) {
            assertEquals(
                    // MachineState: governor, clock in MHz, temperature
                    new MachineState(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                    device.description().state());
        }
    }

    @Test
    void anotherRuntimeOnThePhoneIsAnotherBuild() throws IOException {
        List<String> builds = new ArrayList<>();
        for (String library : List.of("1.20", "1.21", "1.21")) {
            Files.writeString(phone.resolve(FOLDER.substring(1)).resolve("libonnxruntime.so"), library);
            try (Device device = device("adb", Map.of())) {
                builds.add(device.description().runtime().build());
            }
        }
        assertNotEquals(builds.get(0), builds.get(1));
        assertEquals(builds.get(1), builds.get(2));
    }

    @Test
    void aMissingPhoneIsAUserError() {
        var e = assertThrows(UserError.class, () -> device("adb", Map.of("FAKE_UNPLUGGED", "1")));
        assertTrue(e.getMessage().contains("no devices/emulators found"), e.text());
    }

    @Test
    void aMissingBenchmarkIsNamedInTheFailure() throws IOException {
        Files.delete(phone.resolve(FOLDER.substring(1)).resolve("onnxruntime_perf_test"));
        try (Device device = device("adb", Map.of());
                Session session = device.open(MODEL)) {
            var e = assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1));
            assertTrue(e.getMessage().contains("onnxruntime_perf_test"), e.getMessage());
            // some shells say "not found", others "Not found"
            assertTrue(e.getMessage().contains("ot found"), e.getMessage());
        }
    }

    @Test
    void aMissingFolderFailsWhenAModelIsLoaded() {
        try (Device device = device("adb,folder=/data/elsewhere", Map.of())) {
            var e = assertThrows(DeviceFailure.class, () -> device.open(MODEL));
            assertEquals(DeviceFailure.Stage.LOAD, e.stage());
            assertTrue(e.getMessage().contains("No such file or directory"), e.getMessage());
        }
    }

    @Test
    void aModelThatTheBenchmarkRefusesFailsWhenItRuns() {
        try (Device device = device("adb", Map.of());
                Session session = device.open("refused".getBytes(StandardCharsets.UTF_8))) {
            var e = assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1));
            assertEquals(DeviceFailure.Stage.RUN, e.stage());
            assertTrue(e.getMessage().contains("Load model failed"), e.getMessage());
        }
    }
}
