package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run with the latency table of an 8-bit device, from the search to the file. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Int8RunTest {
    private static final String DATA = "shapes:train=120,validation=60,test=60,size=12";

    @TempDir
    private static Path folder;

    /** The output of the first training. */
    private static String trainOutput;

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeAll
    static void profile() throws IOException {
        TinySpace.write(folder);
        CommandRun run = profile("cpu,threads=1,precision=int8,stem=fp32", "int8.csv");
        assertFalse(run.out().contains("with the stem in fp32"), run.out());
    }

    private static CommandRun profile(String device, String table) {
        return CommandRun.ok(
                "profile",
                "--space",
                path("tiny.yaml"),
                "--device",
                device,
                "--out",
                path(table),
                "--rounds",
                "2",
                "--networks",
                "9");
    }

    @Test
    void aProfileWithStemsInInt8TellsWhatStemsInFp32WouldGain() {
        CommandRun run = profile("cpu,threads=1,precision=int8", "stems.csv");
        assertTrue(run.out().contains("with the stem in fp32, networks are "), run.out());
    }

    private static CommandRun search(String accuracy, String out) {
        return CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--table",
                path("int8.csv"),
                "--trials",
                "3",
                "--accuracy",
                accuracy,
                "--out",
                path(out));
    }

    @Test
    @Order(1)
    void candidatesAreEvaluatedInThePrecisionOfTheTable() throws IOException {
        CommandRun run = search("training:epochs=1,batch=8,folds=1", "run");
        String config = Files.readString(folder.resolve("run/config.yaml"));
        assertTrue(config.contains("training:epochs=1,batch=8,precision=int8"), config);
        assertTrue(run.err().contains("evaluated in int8 on 60 others"), run.err());
    }

    @Test
    @Order(2)
    void theUserCanEvaluateInFp32() throws IOException {
        search("training:epochs=1,batch=8,folds=1,precision=fp32", "fp32");
        String config = Files.readString(folder.resolve("fp32/config.yaml"));
        assertTrue(config.contains("training:epochs=1,batch=8\"\n"), config);
    }

    @Test
    @Order(3)
    void theWinnerIsTestedAndExportedInInt8() throws IOException {
        CommandRun run = CommandRun.ok("train", path("run"), "--epochs", "2", "--batch", "16");
        trainOutput = run.out();
        assertTrue(run.out().contains("validation accuracy, both in int8; "), run.out());
        assertTrue(run.out().contains(" ms in fp32 measured on cpu,threads=1,precision=int8,stem=fp32"), run.out());
        assertTrue(run.out().contains("the stem is in fp32; "), run.out());
        String trial = run.out().split(":")[0];
        JsonNode card = JsonMapper.shared().readTree(Files.readString(folder.resolve("run/models/" + trial + ".json")));
        JsonNode file =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("run/models/" + trial + ".int8.json")));
        assertEquals(
                file.path("test").path("int8Right").asInt() / 60.0,
                card.path("int8").path("testAccuracy").asDouble(),
                "the card has the accuracy of the exported file");
        assertTrue(Files.exists(folder.resolve("run/models/" + trial + ".int8.onnx")));
        assertFalse(Files.exists(folder.resolve("run/models/" + trial + ".onnx")));
        String report = Files.readString(folder.resolve("run/report.html"));
        assertTrue(report.contains("test accuracy in int8") && report.contains("test accuracy in fp32"));
    }

    @Test
    @Order(4)
    void anExportIsInInt8UnlessTheUserNamesAnotherPrecision() {
        CommandRun int8 = CommandRun.ok("export", path("run"), "-o", path("model.onnx"));
        assertTrue(int8.out().contains(" test accuracy in int8, "), int8.out());
        assertTrue(int8.out().contains("the stem is in fp32; "), int8.out());
        CommandRun all = CommandRun.ok("export", path("run"), "--float-stem", "no");
        assertFalse(all.out().contains("the stem is in fp32"), all.out());
        CommandRun fp32 = CommandRun.ok("export", path("run"), "--precision", "fp32", "-o", path("fp32.onnx"));
        assertTrue(fp32.out().contains("maximum difference between ONNX Runtime"), fp32.out());
        assertTrue(
                fp32.out().contains("ms measured on cpu,threads=1,precision=int8,stem=fp32 (the fp32 file)"),
                fp32.out());
        CommandRun.ok("export", path("run"), "--format", "safetensors");
    }

    @Test
    @Order(5)
    void aTrialThatWasTrainedBeforeIsEvaluatedInInt8() throws IOException {
        Path card = folder.resolve("run/models/" + trainOutput.split(":")[0] + ".json");
        String complete = Files.readString(card);
        var without =
                (tools.jackson.databind.node.ObjectNode) JsonMapper.shared().readTree(complete);
        without.remove("int8");
        Files.writeString(card, JsonMapper.shared().writeValueAsString(without));
        CommandRun again = CommandRun.ok("train", path("run"), "--epochs", "2", "--batch", "16");
        // later lines have latencies, which an export measured again
        assertEquals(trainOutput.lines().findFirst(), again.out().lines().findFirst());
        assertEquals(JsonMapper.shared().readTree(complete), JsonMapper.shared().readTree(Files.readString(card)));
    }
}
