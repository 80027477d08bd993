package dev.sartor.device.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.process.Shell;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.ForeignModels;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.DeviceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are written for a POSIX shell")
class CommandDeviceTest {
    private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Device device(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("my.yaml"), Arrays.asList(lines));
        return Devices.open(DeviceSpec.parse(file.toString()));
    }

    private double[] timesMs(int discarded, int timed, String... lines) throws IOException {
        try (Device device = device(lines);
                Session session = device.open(MODEL)) {
            return session.timesMs(discarded, timed);
        }
    }

    private DeviceFailure failure(String... lines) {
        return assertThrows(DeviceFailure.class, () -> timesMs(2, 3, lines));
    }

    @Test
    void aCommandWithoutWarmUpRunsMoreOftenAndItsFirstTimesAreDropped() throws IOException {
        assertArrayEquals(
                new double[] {3, 4, 5},
                timesMs(
                        2,
                        3,
                        "run: for i in $(seq {runs}); do echo \"run took $i ms\"; done",
                        "times: 'took ([0-9.]+) ms'"));
    }

    @Test
    void aCommandWithItsOwnWarmUpIsToldTheNumberOfWarmUpRuns() throws IOException {
        assertArrayEquals(
                new double[] {6, 3}, timesMs(6, 3, "run: echo {warmup} {runs}", "times: '([0-9]+)'", "warmup: 5"));
        assertArrayEquals(
                new double[] {5, 3}, timesMs(2, 3, "run: echo {warmup} {runs}", "times: '([0-9]+)'", "warmup: 5"));
    }

    /** A device file whose command prints, for each run of each model, 100 times its size plus the number of the run. */
    private static final String[] LINES_FOR_SEVERAL_MODELS = {
        "run: for m in {models}; do for i in $(seq {runs}); do echo took $(($(wc -c < $m) * 100 + $i)); done; done;"
                + " echo one >> {log}",
        "times: 'took ([0-9]+)'",
        "at_once: 3"
    };

    private static byte[] model(int bytes) {
        return new byte[bytes];
    }

    @Test
    void severalModelsAreTimedByOneCommand() throws IOException {
        Path log = folder.resolve("log");
        try (Device device = device(
                        LINES_FOR_SEVERAL_MODELS[0],
                        LINES_FOR_SEVERAL_MODELS[1],
                        LINES_FOR_SEVERAL_MODELS[2],
                        "settings: {log: " + log + "}");
                Session small = device.open(model(1));
                Session large = device.open(model(7))) {
            assertEquals(3, device.requestsPerCall());
            List<double[]> times =
                    // TimingRequest: session, runs that are discarded, timed runs
                    device.timesMs(List.of(new TimingRequest(small, 1, 2), new TimingRequest(large, 2, 3)));
            assertArrayEquals(new double[] {103, 104, 105}, times.get(0));
            assertArrayEquals(new double[] {703, 704, 705}, times.get(1));
            assertEquals(List.of("one"), Files.readAllLines(log));
            // timesMs: runs that are discarded, timed runs
            assertArrayEquals(new double[] {702}, large.timesMs(1, 1));
        }
    }

    @Test
    void aNumberOfTimesThatIsNoMultipleOfTheModelsIsAFailure() throws IOException {
        try (Device device =
                        device("run: echo took 1; echo took 2; echo took 3; true {models}", "times: 'took ([0-9]+)'");
                Session a = device.open(MODEL);
                Session b = device.open(MODEL)) {
            DeviceFailure e = assertThrows(
                    DeviceFailure.class,
                    () -> device.timesMs(List.of(new TimingRequest(a, 0, 1), new TimingRequest(b, 0, 1))));
            assertTrue(e.getMessage().endsWith("printed 3 times for 2 models"), e.getMessage());
        }
    }

    @Test
    void aSingleTimeIsAMeanOfAllRuns() throws IOException {
        assertArrayEquals(
                new double[] {12.5}, timesMs(2, 3, "run: echo mean of {runs} is 12.5", "times: 'is ([0-9.]+)'"));
    }

    @ParameterizedTest
    @CsvSource({"s, 2500", "ms, 2.5", "us, 0.0025", "ns, 0.0000025"})
    void unitsAreConvertedToMilliseconds(String unit, double ms) throws IOException {
        assertArrayEquals(
                new double[] {ms}, timesMs(1, 1, "run: echo t=2.5", "times: 't=(.*)'", "unit: " + unit), 1e-12);
    }

    @Test
    void commandsReceiveModelFileThreadsAndBatch() throws IOException {
        Path log = folder.resolve("log");
        Path file = Files.write(
                folder.resolve("my.yaml"),
                Arrays.asList("run: cat {model} > " + log + "; echo {threads} {batch}", "times: '([0-9]+)'"));
        try (Device device = Devices.open(DeviceSpec.parse(file + ",threads=3,batch=8"));
                Session session = device.open(MODEL)) {
            assertArrayEquals(new double[] {3, 8}, session.timesMs(2, 1));
        }
        assertEquals("a model", Files.readString(log));
    }

    @Test
    void aProgramBesideTheDeviceFileIsFoundFromAnyFolder() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("it's mine"));
        Files.writeString(sub.resolve("bench.sh"), "test -f \"$1\" && test -f my.yaml && echo 7");
        Path file = Files.write(
                sub.resolve("my.yaml"),
                List.of("run: sh ./bench.sh {model}", "times: '([0-9]+)'", "release: touch released"));
        for (Path named : List.of(file, Path.of("").toAbsolutePath().relativize(file.toAbsolutePath()))) {
            DeviceSpec spec = DeviceSpec.parse(named.toString());
            try (Device device = Devices.open(spec);
                    Session session = device.open(MODEL)) {
                assertArrayEquals(new double[] {7}, session.timesMs(0, 1));
            }
            assertTrue(Files.deleteIfExists(sub.resolve("released")));
        }
    }

    @Test
    void commandsShownForConsentIncludeTheirFolder() throws IOException {
        Path file = Files.write(folder.resolve("my.yaml"), List.of("run: ./bench.sh {model}", "times: '([0-9]+)'"));
        assertEquals(
                List.of("cd " + Shell.quote(folder.toAbsolutePath().toString()) + " && ./bench.sh {model}"),
                CommandDevice.commands((CommandSpec) DeviceSpec.parse(file.toString())));
    }

    @Test
    void namesAndSettingsInAnyScriptReachTheCommand() throws IOException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names are in another encoding here");
        Path sub = Files.createDirectory(folder.resolve("каталог 日本"));
        Path file = Files.write(
                sub.resolve("телефон.yaml"),
                List.of(
                        "run: test -f {model} && printf '%s' {note} > {log} && echo 4",
                        "times: '([0-9]+)'", "settings: {log: '" + sub.resolve("журнал") + "', note: plain}"));
        try (Device device = Devices.open(DeviceSpec.parse(file + ",note=it's \"ü\"; $(id)"));
                Session session = device.open(MODEL)) {
            assertArrayEquals(new double[] {4}, session.timesMs(0, 1));
        }
        assertEquals("it's \"ü\"; $(id)", Files.readString(sub.resolve("журнал")));
    }

    @Test
    void aModelIsPreparedOnceAndReleasedAfterItsLastRun() throws IOException {
        Path log = folder.resolve("log");
        String[] lines = {
            "prepare: cp {model} " + folder + "/{name} && echo prepare >> " + log,
            "run: cmp {model} " + folder + "/{name} && echo run >> " + log + " && echo 1",
            "times: '(1)'",
            "release: rm " + folder + "/{name} && echo release >> " + log
        };
        try (Device device = device(lines)) {
            try (Session session = device.open(MODEL)) {
                session.timesMs(1, 1);
                session.timesMs(5, 0);
                session.timesMs(0, 1);
            }
            assertEquals(
                    "prepare run run release", Files.readString(log).strip().replace("\n", " "));
        }
    }

    @Test
    void aStatusOtherThanZeroIsAFailureWithTheCommandsOutput() {
        DeviceFailure e = failure("run: echo no such operator >&2; exit 3", "times: '(.*)'");
        assertEquals(DeviceFailure.Stage.RUN, e.stage());
        assertTrue(e.getMessage().contains("status 3, saying: no such operator"), e.getMessage());
    }

    @Test
    void aModelThatCannotBePreparedIsRefused() {
        DeviceFailure e = failure("prepare: no-such-command-here {model}", "run: echo 1", "times: '(.*)'");
        assertEquals(DeviceFailure.Stage.LOAD, e.stage());
        assertTrue(e.getMessage().contains("status 127"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "echo, printed no time",
        "echo hello, but: hello",
        "echo took NaN, but: took NaN",
        "echo took -1, printed no time",
        "echo took 0, printed no time",
        "echo took 1e999, printed no time"
    })
    void outputWithoutAValidTimeIsAFailureThatShowsTheOutput(String command, String message) {
        DeviceFailure e = failure("run: " + command, "times: 'took (.*)'");
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aCommandThatFailsOnceIsRetried() throws IOException {
        String once = "[ -e " + folder + "/tried ] || { touch " + folder + "/tried; exit 1; }; echo 4";
        assertArrayEquals(new double[] {4}, timesMs(1, 1, "run: '" + once + "'", "times: '(4)'", "retries: 1"));
        Files.delete(folder.resolve("tried"));
        failure("run: '" + once + "'", "times: '(4)'", "retries: 0");
    }

    @Test
    @Timeout(20)
    void aCommandThatTakesTooLongIsKilledWithItsChildren() throws Exception {
        Path pid = folder.resolve("pid");
        DeviceFailure e = failure(
                "run: sh -c 'echo $$ > " + pid + "; sleep 600; echo' ; echo 1",
                "times: '(1)'",
                "timeout_s: 1",
                "retries: 0");
        assertTrue(e.getMessage().contains("took longer than 1.0 s"), e.getMessage());
        long child = Long.parseLong(Files.readString(pid).strip());
        for (int i = 0;
                i < 100 && ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false);
                i++) {
            Thread.sleep(20);
        }
        assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void anInterruptIsNotAFailure() throws IOException {
        Thread.currentThread().interrupt();
        assertArrayEquals(new double[] {7}, timesMs(1, 1, "run: sleep 0.1; echo 7", "times: '(7)'", "retries: 0"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void theDescriptionComesFromTheCommands() throws IOException {
        try (Device device = device(
                "run: echo 1",
                "times: '(.*)'",
                "settings: {cores: f0}",
                "describe: {cpu: 'echo Tensor {cores}; echo more', version: echo 1.20}")) {
            DeviceDescription description = device.description();
            assertEquals("Tensor f0", description.machine().cpu());
            assertEquals("unknown", description.machine().os());
            assertEquals("1.20", description.runtime().version());
            assertEquals("echo 1", description.settings().get("run"));
            assertEquals("f0", description.settings().get("cores"));
            var json = JsonMapper.builder().build();
            assertEquals(description, json.readValue(json.writeValueAsString(description), DeviceDescription.class));
        }
    }

    @Test
    void theStateIsReadForEachDescriptionWithoutInvalidNumbers() throws IOException {
        Path clock = folder.resolve("clock");
        try (Device device = device(
                "run: echo 1",
                "times: '(.*)'",
                "describe: {governor: echo performance, clock_mhz: cat " + clock
                        + ", temperature_celsius: echo hot}")) {
            assertEquals(
                    // MachineState: governor, clock in MHz, temperature
                    new MachineState(Optional.of("performance"), OptionalDouble.empty(), OptionalDouble.empty()),
                    device.description().state());
            Files.writeString(clock, "1800\n");
            assertEquals(OptionalDouble.of(1800), device.description().state().clockMhz());
        }
    }

    @Test
    void aFailingDescribeCommandIsAUserError() {
        var e = assertThrows(UserError.class, () -> device("run: echo 1", "times: '(.*)'", "describe: {cpu: exit 1}"));
        assertTrue(e.getMessage().contains("does not describe itself"), e.text());
    }

    @Test
    void aCommandDeviceReturnsNoOutputs() throws IOException {
        try (Device device = device("run: echo 1", "times: '(.*)'")) {
            assertFalse(device instanceof InferenceDevice);
        }
    }

    @Test
    void aProgramWithItsOwnRuntimeIsTimed() throws IOException {
        String java = Shell.quote(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String run =
                java + " --enable-native-access=ALL-UNNAMED -cp " + Shell.quote(System.getProperty("java.class.path"))
                        + " " + TimingProgram.class.getName() + " {model} {runs}";
        String[] lines = {"run: >-", "  " + run, "times: '^run [0-9]+: ([0-9.E-]+) us'", "unit: us", "retries: 0"};
        try (Device device = device(lines)) {
            try (Session session = device.open(ForeignModels.batchOf(1))) {
                double[] times = session.timesMs(2, 5);
                assertEquals(5, times.length);
                assertTrue(Arrays.stream(times).allMatch(ms -> ms > 0 && ms < 100), Arrays.toString(times));
            }
            try (Session session = device.open(MODEL)) {
                var e = assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1));
                assertTrue(e.getMessage().contains("OrtException"), e.getMessage());
            }
        }
    }
}
