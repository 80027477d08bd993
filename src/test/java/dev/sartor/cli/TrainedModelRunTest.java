package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Classes, input size and normalisation of a training are stored with its weights, and every command uses them; printed commands
 * are run as they are printed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainedModelRunTest {
    private static final String ARCHITECTURE = """
        name: my net
        input: 1x12x12
        stem: {kernel: 3, stride: 1, channels: 16, activation: relu}
        blocks: [cn_r1_k3_s2_c16_nre]
        head: {channels: 0, hidden: 0, classes: 10, activation: relu, dropout: 0}
        """;

    @TempDir
    private static Path folder;

    private static Path photos;

    @BeforeAll
    static void writeFiles() throws IOException {
        photos = folder.resolve("my photos, d'été");
        writePhotos(photos, 7, "cat", "dog");
        Files.writeString(folder.resolve("my net.yaml"), ARCHITECTURE);
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        CommandRun.ok(
                "train",
                path("my net.yaml"),
                "--data",
                photos.toString(),
                "--resolution",
                "16",
                "--epochs",
                "2",
                "--out",
                path("my models"));
    }

    /** Noisy pictures whose left or right half is bright. */
    private static void writePhotos(Path to, long seed, String... classes) throws IOException {
        var random = new SplittableRandom(seed);
        for (int c = 0; c < classes.length; c++) {
            Path files = Files.createDirectories(to.resolve(classes[c]));
            for (int i = 0; i < 40; i++) {
                var image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
                for (int p = 0; p < 256; p++) {
                    int level = random.nextInt(80) + (p % 16 / 8 == c % 2 ? 140 : 20);
                    image.getRaster().setSample(p % 16, p / 16, 0, level);
                }
                ImageIO.write(image, "png", files.resolve(i + ".png").toFile());
            }
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Runs a command as a shell would read it. */
    private static CommandRun shell(String commandLine) throws IOException {
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "set -- " + commandLine + "; printf '%s\\n' \"$@\"").start();
        List<String> words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals("sartor", words.getFirst(), commandLine);
        return CommandRun.ok(words.subList(1, words.size()).toArray(String[]::new));
    }

    private static String nextCommand(CommandRun run) {
        return run.out()
                .lines()
                .filter(l -> l.startsWith("next "))
                .findFirst()
                .orElseThrow()
                .substring("next".length())
                .strip();
    }

    private static CommandRun export(String... more) {
        List<String> args = new ArrayList<>(
                List.of("export", path("my net.yaml"), "--models", path("my models"), "-o", path("x.onnx")));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static void assertRefused(CommandRun run, String... words) {
        assertEquals(2, run.status(), run.err());
        for (String word : words) {
            assertTrue(run.err().contains(word), run.err());
        }
        assertFalse(Files.exists(folder.resolve("x.onnx")), run.err());
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "--resolution 12, 'input 1x12x12, trained with 1x16x16'",
        "--resolution 224, 'input 1x224x224, trained with 1x16x16'",
        "--width 0.5, stem",
        "--width 2, stem"
    })
    void anotherSizeOrWidthIsNotExported(String option, String difference) {
        String[] words = option.split(" ");
        assertRefused(
                export("--data", photos.toString(), words[0], words[1]),
                "not the network that was trained",
                difference);
    }

    @Test
    @Order(1)
    void anEditedArchitectureFileIsNotExported() throws IOException {
        Path file = folder.resolve("my net.yaml");
        Files.writeString(file, ARCHITECTURE.replace("k3_s2", "k5_s2"));
        try {
            assertRefused(export("--data", photos.toString()), "block 1 is cn_r1_k5_s2_c16");
        } finally {
            Files.writeString(file, ARCHITECTURE);
        }
    }

    @Test
    @Order(1)
    void aModelOfRenamedClassesIsNotExported() throws IOException {
        Path renamed = folder.resolve("renamed");
        writePhotos(renamed, 7, "cat", "hound");
        assertRefused(export("--data", renamed.toString()), "class 2 is 'hound', but was 'dog'");
        Path more = folder.resolve("more");
        writePhotos(more, 7, "ape", "cat", "dog");
        assertRefused(export("--data", more.toString()), "3 classes, but 2 in the training");
    }

    @Test
    @Order(2)
    void withoutOptionsTheTrainedNetworkIsExportedWithoutAWarning() {
        CommandRun run = export("--data", photos.toString());
        assertEquals(0, run.status(), run.err());
        assertFalse(run.err().contains("warning"), run.err());
    }

    @Test
    @Order(2)
    void otherImagesAreAWarning() throws IOException {
        Path others = folder.resolve("others");
        writePhotos(others, 8, "cat", "dog");
        CommandRun run = export("--data", others.toString(), "--quiet");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.err().contains("warning: these are not the images that my net was trained on"), run.err());
    }

    @Test
    @Order(3)
    void theCommandThatTrainPrintsExportsTheSameNetwork() throws IOException {
        CommandRun trained = CommandRun.ok(
                "train",
                path("my net.yaml"),
                "--data",
                photos.toString(),
                "--resolution",
                "16",
                "--width",
                "1.5",
                "--epochs",
                "1",
                "--batch",
                "16",
                "--seed",
                "3",
                "--out",
                path("models of \"mine\""));
        CommandRun exported = shell(nextCommand(trained));
        assertFalse(exported.err().contains("warning: these"), exported.err());
        Path onnx = Path.of(exported.out()
                .lines()
                .filter(l -> l.startsWith("model "))
                .findFirst()
                .orElseThrow()
                .substring("model".length())
                .strip());
        assertTrue(Files.size(onnx) > 1000);
    }

    @Test
    @Order(4)
    void retrainingNeedsOverwriteAndDeletesTheExport() throws IOException {
        String[] args = {
            "train",
            path("my net.yaml"),
            "--data",
            photos.toString(),
            "--resolution",
            "16",
            "--out",
            path("my models"),
            "--epochs",
            "2"
        };
        CommandRun same = CommandRun.ok(args);
        assertTrue(same.err().contains("was trained with these settings before"), same.err());
        args[args.length - 1] = "3"; // epochs
        CommandRun other = CommandRun.of(args);
        assertEquals(2, other.status(), other.err());
        assertTrue(other.err().contains("--overwrite"), other.err());
        assertEquals(
                3,
                other.err()
                        .lines()
                        .dropWhile(l -> !l.startsWith("model my-net"))
                        .count(),
                other.err());
        Path onnx;
        try (var files = Files.list(folder.resolve("my models"))) {
            onnx = files.filter(f -> f.toString().endsWith(".onnx")).findFirst().orElseThrow();
        }
        String[] overwrite = Arrays.copyOf(args, args.length + 1);
        overwrite[args.length] = "--overwrite";
        CommandRun.ok(overwrite);
        assertFalse(Files.exists(onnx), "the file of the earlier network");
    }

    @Test
    @Order(5)
    void aRunWhoseClassesOrSpaceChangedIsRefused() throws IOException {
        Path images = folder.resolve("images");
        writePhotos(images, 5, "cat", "dog", "emu");
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                images.toString(),
                "--accuracy",
                "most-params",
                "--trials",
                "3",
                "--out",
                path("run"));
        assertTrue(
                CommandRun.ok("describe", path("run:1")).out().contains("3 classes: cat, dog, emu"),
                CommandRun.ok("describe", path("run:1")).out());
        CommandRun trained = CommandRun.ok("train", path("run:1"), "--epochs", "1", "--batch", "16");
        CommandRun exported = shell(nextCommand(trained));
        assertTrue(exported.out().contains("test accuracy"), exported.out());
        assertTrue(
                CommandRun.ok("describe", path("run:1"), "--json").out().contains("\"classes\""),
                "the classes of the export");

        Files.move(images.resolve("dog"), images.resolve("hound"));
        for (String command : List.of("train", "export")) {
            CommandRun run = CommandRun.of(command, path("run:1"), command.equals("train") ? "--overwrite" : "--quiet");
            assertEquals(2, run.status(), run.err());
            assertTrue(run.err().contains("'dog' before, 'hound' now"), run.err());
        }
        Files.move(images.resolve("hound"), images.resolve("dog"));

        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE.replace("channels: 8}", "channels: 16}"));
        try {
            for (String command : List.of("train", "export", "describe")) {
                CommandRun run = CommandRun.of(command, path("run:2"));
                assertEquals(2, run.status(), command + run.err());
                assertTrue(run.err().contains("the space of the run changed"), command + run.err());
            }
        } finally {
            Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        }
    }
}
