package dev.sartor.device.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.process.Shell;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.ForeignModels;
import dev.sartor.device.Session;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.DeviceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command of {@code src/docs/devices.md} for onnxruntime-node. Runs if {@code .ci/run} has installed onnxruntime-node. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script's path is written into a POSIX command")
class DocumentedExampleTest {
    private static final Path PAGE = Path.of("src/docs/devices.md");
    private static final Path MODULES = Path.of("target/npm/node_modules");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFilesOfThePage() throws IOException {
        assumeTrue(
                Files.isDirectory(MODULES.resolve("onnxruntime-node")),
                "onnxruntime-node is not installed in " + MODULES);
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "node"))),
                "no node");
        String page = Files.readString(PAGE);
        page = page.substring(page.indexOf("onnxruntime-node, for example"));
        Path script = Files.writeString(folder.resolve("bench.cjs"), block(page, "js"));
        file = Files.writeString(
                folder.resolve("node.yaml"), block(page, "yaml").replace("bench.cjs", Shell.quote(script.toString())));
    }

    private static String block(String page, String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(block.find(), language);
        return block.group(1);
    }

    private Device open() {
        return CommandDevice.open(
                (CommandSpec) DeviceSpec.parse(file + ",threads=1"),
                Map.of("NODE_PATH", MODULES.toAbsolutePath().toString()));
    }

    @Test
    void theExampleTimesAModelAndDescribesTheRuntime() {
        try (Device device = open();
                Session session = device.open(ForeignModels.batchOf(1))) {
            // timesMs: runs that are discarded, timed runs
            double[] ms = session.timesMs(2, 5);
            assertEquals(5, ms.length);
            assertTrue(Arrays.stream(ms).allMatch(t -> t > 0 && t < 1000), Arrays.toString(ms));
            assertEquals("onnxruntime-node", device.description().runtime().name());
            assertTrue(
                    device.description().runtime().version().matches("[0-9]+\\.[0-9]+\\.[0-9]+.*"),
                    device.description().toString());
        }
    }

    @Test
    void anInvalidModelIsAFailureWithTheRuntimesMessage() {
        try (Device device = open();
                Session session = device.open("nonsense".getBytes(StandardCharsets.UTF_8))) {
            var e = assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1));
            assertTrue(
                    e.getMessage().contains("status 1, saying: ")
                            && e.getMessage().toLowerCase().contains("protobuf"),
                    e.getMessage());
        }
    }
}
