package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Knowledge distillation through the commands. */
class TeacherRunTest {
    private static final String DATA = "shapes:train=96,validation=60,test=60,size=12";
    private static final String ARCHITECTURE = """
        name: %s
        input: 1x12x12
        stem: {kernel: 3, stride: 1, channels: 8, activation: relu}
        blocks: [cn_r1_k3_s2_c%d_nre]
        head: {channels: 0, hidden: 0, classes: 10, activation: relu, dropout: 0.1}
        """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void trainTrial() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--accuracy",
                "most-params",
                "--trials",
                "6",
                "--out",
                path("run"));
        CommandRun.ok("train", path("run:1"), "--epochs", "2");
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String card(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void theModelCardNamesTheTeacher() throws IOException {
        CommandRun.ok("train", path("run:2"), "--epochs", "2", "--teacher", path("run:1"));
        assertTrue(
                card("run/models/2.json").contains("\"teacher\" : \"" + path("run:1") + "\""),
                card("run/models/2.json"));
        assertFalse(card("run/models/1.json").contains("teacher"));
        CommandRun.ok("export", path("run:2"), "-o", path("taught.onnx"));
    }

    @Test
    void aTeacherCanBeANetworkTrainedIntoTheSameFolder() throws IOException {
        Files.writeString(folder.resolve("large.yaml"), ARCHITECTURE.formatted("large", 32));
        Files.writeString(folder.resolve("small.yaml"), ARCHITECTURE.formatted("small", 8));
        CommandRun.ok("train", path("large.yaml"), "--data", DATA, "--epochs", "1", "--out", path("models"));
        CommandRun.ok(
                "train",
                path("small.yaml"),
                "--data",
                DATA,
                "--epochs",
                "1",
                "--out",
                path("models"),
                "--teacher",
                path("large.yaml"));
        assertTrue(
                card("models/small.json").contains("\"teacher\" : \"" + path("large.yaml") + "\""),
                card("models/small.json"));
    }

    @Test
    void shareAndTemperatureArePartOfTheTraining() throws IOException {
        String[] taught = {"train", path("run:3"), "--epochs", "2", "--teacher", path("run:1"), "--teacher-share", "0.8"
        };
        CommandRun.ok(taught);
        assertTrue(
                card("run/models/3.json").contains(path("run:1") + " (share 0.8, temperature 2.0)"),
                card("run/models/3.json"));
        CommandRun other = CommandRun.of("train", path("run:3"), "--epochs", "2", "--teacher", path("run:1"));
        assertEquals(2, other.status(), other.err());
        assertTrue(other.err().contains("another --teacher"), other.err());
    }

    @Test
    void aShareWithoutATeacherIsRejected() {
        CommandRun run = CommandRun.of("train", path("run:2"), "--teacher-temperature", "4");
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("--teacher-temperature cannot be used here: there is no teacher"), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
    }

    @Test
    void theErrorForAnUntrainedTeacherPrintsTheCommandThatTrainsItOnTheImagesOfTheRun()
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("other.yaml"), ARCHITECTURE.formatted("other", 16));
        String[] taught = {"train", path("run:4"), "--epochs", "1", "--teacher", path("other.yaml")};
        CommandRun run = CommandRun.of(taught);
        assertEquals(2, run.status(), run.err());
        List<String> train = new ArrayList<>(PrintedCommand.words(PrintedCommand.line(run.err(), "train it first: ")));
        assertEquals(List.of("train", path("other.yaml"), "--data", DATA, "--out", path("run")), train);
        train.addAll(List.of("--epochs", "1"));
        CommandRun.ok(train.toArray(String[]::new));
        CommandRun.ok(taught);
    }

    @Test
    void anUntrainedTeacherIsRejected() {
        CommandRun run = CommandRun.of("train", path("run:5"), "--epochs", "2", "--teacher", path("run:6"));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("run:6 has no trained weights"), run.err());
        assertTrue(run.err().contains("fix:   train it first: sartor train"), run.err());
    }

    @Test
    void aTeacherOfOtherClassesIsRejectedBeforeTraining() throws IOException {
        for (String name : new String[] {"left", "right"}) {
            Path files = Files.createDirectories(folder.resolve("sides").resolve(name));
            for (int i = 0; i < 10; i++) {
                var image = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSample(name.equals("left") ? i % 6 : 6 + i % 6, i, 0, 200);
                ImageIO.write(image, "png", files.resolve(i + ".png").toFile());
            }
        }
        Files.writeString(folder.resolve("student.yaml"), ARCHITECTURE.formatted("student", 8));
        CommandRun run = CommandRun.of(
                "train",
                path("student.yaml"),
                "--data",
                path("sides"),
                "--epochs",
                "1",
                "--out",
                path("students"),
                "--teacher",
                path("run:1"));
        assertEquals(2, run.status(), run.err());
        assertTrue(
                run.err()
                        .contains("the teacher " + path("run:1")
                                + " was trained on other classes: 2 classes, but 10 in the" + " training"),
                run.err());
        assertTrue(run.err().contains("fix:   give the data that it was trained on"), run.err());
        assertFalse(Files.exists(folder.resolve("students/student.weights")));
    }
}
