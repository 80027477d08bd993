package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Presets;
import dev.sartor.space.file.ArchitectureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MobileNetV4's blocks and head through all commands: profiled, searched, trained, exported, checked, reported. */
class UniversalInvertedRunTest {
    private static final String DATA = "shapes:train=90,validation=45,test=45,size=12";
    private static final String SPACE = """
        name: universal
        input: {channels: 1, resolution: 12}
        activation: relu
        stem: {kernel: 3, stride: 2, channels: 8}
        stages:
          - depth: [1, 2]
            stride: 2
            channels: 16
            first: {kind: universal-inverted, start_kernel: [0, 3], kernel: 5, expansion: 2}
            block: {kind: universal-inverted, start_kernel: [0, 3], kernel: [0, 3], expansion: 2}
        head: {channels: 16, hidden: 24, hidden_norm: true, classes: 10, dropout: 0.1}
        """;

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aSpaceOfUniversalInvertedBlocksIsProfiledSearchedTrainedAndExported() throws IOException {
        Files.writeString(folder.resolve("universal.yaml"), SPACE);
        CommandRun.ok("profile", "--space", path("universal.yaml"), "--out", path("mine.csv"), "--rounds", "3");
        List<String> table = Files.readAllLines(folder.resolve("mine.csv"));
        assertTrue(
                table.stream().anyMatch(l -> l.matches("uir_r1_a3_k5_s2_e2_c16_nre@8x6x6,uir,.*")), table.toString());
        assertTrue(table.stream().anyMatch(l -> l.startsWith("head_c16_hbn24_nre_o10@16x3x3,head,")), table.toString());
        CommandRun.ok(
                "search",
                "--space",
                path("universal.yaml"),
                "--data",
                DATA,
                "--table",
                path("mine.csv"),
                "--limit",
                "macs<=5M",
                "--trials",
                "8",
                "--accuracy",
                "supernet:epochs=1",
                "--out",
                path("run"));
        assertTrue(Files.readString(folder.resolve("run/trials.jsonl")).contains("uir_r1_"));
        CommandRun.ok("train", path("run"), "--epochs", "2", "--batch", "16");
        JsonNode card = JsonMapper.shared()
                .readTree(CommandRun.ok("export", path("run"), "-o", path("model.onnx"), "--json")
                        .out());
        assertTrue(card.get("export").get("greatestDifference").asDouble() <= 1e-4);
        String report = Files.readString(folder.resolve("run/report.html"));
        assertTrue(report.contains("sn-universal-inverted") && report.contains("universal inverted bottleneck"));
        assertTrue(CommandRun.ok("predict", "--table", path("mine.csv"), path("run") + ":1")
                .out()
                .contains("uir_r1_"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "medium", "large"})
    void aPresetWrittenToAFileIsReadUnchanged(String size) {
        String preset = "mobilenet-v4-conv-" + size;
        Architecture architecture = Presets.byName(preset).architecture();
        String text = ArchitectureFile.format(architecture);
        assertTrue(text.contains("head: {channels: 960, hidden: 1280, hidden_norm: true, classes: 1000,"), text);
        assertEquals(architecture, ArchitectureFile.parse(folder.resolve("a.yaml"), text));
        assertTrue(CommandRun.ok("describe", preset).out().contains("head_c960_hbn1280_nre_o1000"));
    }
}
