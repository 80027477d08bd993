package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trained network, exported in every format and with both sets of operators. */
class ExportFormatsRunTest {
    private static final String ARCHITECTURE = """
        name: net
        input: 1x12x12
        stem: {kernel: 3, stride: 2, channels: 8, activation: hswish}
        blocks:
          - ir_r1_k3_s1_e2_c8_se0.25_nhs
        head: {channels: 0, hidden: 0, classes: 10, activation: relu, dropout: 0}
        """;
    private static final String DATA = "shapes:train=60,validation=20,test=20";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(folder.resolve("net.yaml"), ARCHITECTURE);
        run("train", "--data", DATA, "--epochs", "1", "--out");
    }

    /** Runs a command on the architecture; the last option takes the folder of the trained models. */
    private static String run(String command, String... options) {
        String[] start = {command, folder.resolve("net.yaml").toString(), "-q"};
        String[] all = Arrays.copyOf(start, start.length + options.length + 1);
        System.arraycopy(options, 0, all, start.length, options.length);
        all[all.length - 1] = folder.resolve("models").toString();
        return CommandRun.ok(all).out();
    }

    private static JsonNode header(Path safetensors) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(safetensors)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        return JsonMapper.shared().readTree(new String(bytes.array(), Long.BYTES, length, StandardCharsets.UTF_8));
    }

    @Test
    void safetensorsHoldTheArchitectureAndEveryParameterUnderItsNameInTimm() throws IOException {
        Path file = folder.resolve("net.safetensors");
        assertEquals(
                "weights " + file + "\n", run("export", "--format", "safetensors", "-o", file.toString(), "--models"));
        JsonNode header = header(file);
        assertTrue(header.get("__metadata__").get("architecture").asString().contains("ir_r1_k3_s1_e2_c8_se0.25_nhs"));
        assertEquals(List.of(8, 1, 3, 3), shape(header, "conv_stem.weight"));
        assertEquals(List.of(16, 8, 1, 1), shape(header, "blocks.0.0.conv_pw.weight"));
        assertEquals(List.of(16), shape(header, "blocks.0.0.se.conv_expand.bias"));
        assertEquals(List.of(10, 8), shape(header, "classifier.weight"));
        long parameters = header.propertyStream()
                .filter(p -> !p.getKey().equals("__metadata__")
                        && !p.getKey().contains("running_")
                        && !p.getKey().endsWith("num_batches_tracked"))
                .mapToLong(p -> p.getValue()
                        .get("shape")
                        .valueStream()
                        .mapToLong(JsonNode::asLong)
                        .reduce(1, (a, b) -> a * b))
                .sum();
        String described = CommandRun.ok("describe", folder.resolve("net.yaml").toString(), "--json")
                .out();
        assertEquals(JsonMapper.shared().readTree(described).get("params").asLong(), parameters);
    }

    @Test
    void theExtensionChoosesLiteRtWhichNeedsNoImages() throws IOException {
        Path file = folder.resolve("net.tflite");
        assertEquals("model   " + file + "\n", run("export", "-o", file.toString(), "--models"));
        byte[] bytes = Files.readAllBytes(file);
        assertEquals("TFL3", new String(bytes, 4, 4, StandardCharsets.US_ASCII));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String labels =
                    new String(zip.getInputStream(zip.getEntry("labels.txt")).readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(10, labels.lines().count());
        }
        String json = run("export", "--format", "litert", "--json", "--models");
        Path beside = folder.resolve("models/net.tflite");
        assertEquals(
                beside.toString(),
                JsonMapper.shared().readTree(json).get("litert").asString());
        assertArrayEquals(bytes, Files.readAllBytes(beside));
    }

    @Test
    void int8LiteRtFilesAreCalibratedAndTheirAccuracyAndMemorySaid() throws IOException {
        Path file = folder.resolve("net.int8.tflite");
        String text = run("export", "--data", DATA, "--precision", "int8", "-o", file.toString(), "--models");
        assertTrue(text.contains("test accuracy in int8"), text);
        assertTrue(text.contains("of activations in TensorFlow Lite Micro"), text);
        assertTrue(text.endsWith("model   " + file + "\n"), text);
        String json = run("export", "--data", DATA, "--precision", "int8", "--format", "litert", "--json", "--models");
        JsonNode result = JsonMapper.shared().readTree(json);
        assertEquals(
                folder.resolve("models/net.int8.tflite").toString(),
                result.get("litert").asString());
        assertEquals(Files.size(file), result.get("bytes").asLong());
        assertEquals(20, result.get("test").get("images").asInt());
        // input and output of the stem, 12 x 12 and 6 x 6 x 8, and the expanded tensors, 6 x 6 x 16
        assertTrue(result.get("arenaBytes").asLong() >= 2 * 6 * 6 * 16, json);
    }

    @Test
    void int8WithoutImagesIsRefused() {
        CommandRun run = CommandRun.of(
                "export",
                folder.resolve("net.yaml").toString(),
                "--precision",
                "int8",
                "-o",
                folder.resolve("x.tflite").toString());
        assertEquals(2, run.status());
        assertTrue(run.err().contains("no images to calibrate the 8-bit form on"), run.err());
        assertTrue(run.err().contains("add --data"), run.err());
    }

    @Test
    void aFormatThatContradictsTheExtensionIsRefused() {
        String net = folder.resolve("net.yaml").toString();
        CommandRun run = CommandRun.of(
                "export",
                net,
                "--format",
                "onnx",
                "-o",
                folder.resolve("x.tflite").toString());
        assertEquals(2, run.status());
        assertTrue(run.err().contains("--format onnx, but the file is named as one of the format litert"), run.err());
        assertTrue(run.err().contains("leave out --format, or name the file *.onnx"), run.err());
    }

    private static List<Integer> shape(JsonNode header, String tensor) {
        return header.get(tensor)
                .get("shape")
                .valueStream()
                .map(JsonNode::asInt)
                .toList();
    }

    @Test
    void basicOperatorsReplaceHardSigmoidAndHardSwish() throws IOException {
        assertTrue(onnx("standard").contains("HardSigmoid"));
        String basic = onnx("basic");
        assertTrue(!basic.contains("HardSigmoid") && !basic.contains("HardSwish") && basic.contains("Clip"));
    }

    private static String onnx(String operators) throws IOException {
        Path file = folder.resolve(operators + ".onnx");
        run("export", "--data", DATA, "--operators", operators, "-o", file.toString(), "--models");
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void trainingInInt8ContinuesFromTheTrainedNetworkAndIsExported() throws IOException {
        String trained =
                run("train", "--data", DATA, "--epochs", "1", "--quantised", "--quantised-epochs", "1", "--out");
        assertTrue(trained.contains("test accuracy in int8 after 1 epoch of training in int8"), trained);
        assertTrue(trained.contains("--precision int8"), trained);
        Path file = folder.resolve("trained.int8.onnx");
        run("export", "--data", DATA, "--precision", "int8", "-o", file.toString(), "--models");
        JsonNode card = JsonMapper.shared().readTree(Files.readString(folder.resolve("models/net.int8.json")));
        assertEquals(1, card.path("trainedEpochs").asInt());
        assertEquals(0, card.path("file").path("differing").asInt());
    }

    @Test
    void tooFewImagesForInt8AreRefusedBeforeTheTraining() {
        CommandRun run = CommandRun.of(
                "train",
                folder.resolve("net.yaml").toString(),
                "--data",
                "shapes:train=15,validation=10,test=10",
                "--quantised",
                "--out",
                folder.resolve("few").toString());
        assertEquals(2, run.status());
        assertTrue(run.err().contains("15 images are too few to calibrate an 8-bit network"), run.err());
        assertTrue(Files.notExists(folder.resolve("few")), "nothing was trained");
    }

    @Test
    void settingsOfTheTrainingInInt8NeedIt() {
        CommandRun run = CommandRun.of(
                "train", folder.resolve("net.yaml").toString(), "--data", DATA, "--quantised-epochs", "2");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("add --quantised, or omit it"), run.err());
    }
}
