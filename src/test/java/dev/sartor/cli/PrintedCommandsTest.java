package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands that Sartor prints as next steps and as fixes are run as printed, in a folder with an unusual name. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "words are quoted for a POSIX shell")
class PrintedCommandsTest {
    private static final String DATA = "shapes:train=96,validation=60,test=60,size=12";
    private static final String NETWORK = """
        name: mine
        input: 1x12x12
        stem: {kernel: 3, stride: 1, channels: 8, activation: relu}
        blocks: [cn_r1_k3_s2_c16_nre]
        head: {channels: 0, hidden: 0, classes: 10, activation: relu, dropout: 0.1}
        """;

    @TempDir
    private static Path parent;

    private static Path folder;
    private static FakePhone phone;

    @BeforeAll
    static void writeFiles() throws IOException {
        folder = Files.createDirectory(parent.resolve(PrintedCommand.unusualFolder()));
        phone = FakePhone.create(parent);
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        Files.writeString(folder.resolve("my network.yaml"), NETWORK);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Runs a printed command with images in place of {@code FOLDER}, for one epoch. */
    private static CommandRun trainAsPrinted(String output, String marker) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(PrintedCommand.words(PrintedCommand.line(output, marker)));
        assertTrue(words.contains("FOLDER"), output);
        words.replaceAll(w -> w.equals("FOLDER") ? DATA : w);
        words.addAll(List.of("--epochs", "1"));
        if (!words.contains("--out")) {
            words.addAll(List.of("--out", path("new models")));
        }
        return CommandRun.ok(words.toArray(String[]::new));
    }

    private static CommandRun runPrinted(String output, String marker) throws IOException, InterruptedException {
        CommandRun run = PrintedCommand.run(output, marker);
        assertEquals(0, run.status(), PrintedCommand.line(output, marker) + "\n" + run.err());
        return run;
    }

    @Test
    @Order(1)
    void aTableIsValidatedAsProfilePrints() throws IOException, InterruptedException {
        CommandRun profile = phone.profile(folder.resolve("tiny.yaml"), folder.resolve("mine.csv"))
                .succeeded();
        assertEquals(
                List.of("validate", "--table", path("mine.csv"), "--space", path("tiny.yaml")),
                PrintedCommand.words(PrintedCommand.line(profile.out(), "next ")));
        runPrinted(profile.out(), "next ");
    }

    @Test
    @Order(2)
    void aRunIsTrainedAndExportedAsSearchAndTrainPrint() throws IOException, InterruptedException {
        CommandRun search = CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--table",
                path("mine.csv"),
                "--accuracy",
                "most-params",
                "--trials",
                "3",
                "--threads",
                "2",
                "--out",
                path("my run"));
        CommandRun untrained = CommandRun.of("export", path("my run"), "--threads", "2");
        assertEquals(
                PrintedCommand.line(search.out(), "next "),
                PrintedCommand.line(untrained.err(), "train the best one: ") + " --threads 2");
        CommandRun train = runPrinted(search.out(), "next ");
        assertTrue(PrintedCommand.line(search.out(), "next ").endsWith(" --threads 2"), search.out());
        String export = PrintedCommand.line(train.out(), "next ");
        assertTrue(export.matches("sartor export '.*my run:[123]' --threads 2"), export);
        CommandRun exported = runPrinted(train.out(), "next ");
        assertTrue(exported.out().contains("model "), exported.out());
    }

    @Test
    @Order(3)
    void aTrialThatIsNotTheBestIsExportedAsTrainPrints() throws IOException, InterruptedException {
        CommandRun untrained = CommandRun.of("export", path("my run") + ":3");
        if (untrained.status() == 0) {
            untrained = CommandRun.of("export", path("my run") + ":2");
        }
        assertEquals(2, untrained.status(), untrained.out());
        CommandRun train = runPrinted(untrained.err(), "train it first: ");
        runPrinted(train.out(), "next ");
    }

    @Test
    @Order(4)
    void anExistingRunIsResumedAsTheErrorPrints() throws IOException, InterruptedException {
        CommandRun again = CommandRun.of(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--accuracy",
                "most-params",
                "--trials",
                "2",
                "--out",
                path("my run"));
        assertEquals(2, again.status(), again.out());
        runPrinted(again.err(), "resume it: ");
    }

    @Test
    void aNetworkFileIsTrainedAndExportedWithTheSameOptions() throws IOException, InterruptedException {
        CommandRun missing = CommandRun.of(
                "export",
                path("my network.yaml"),
                "--width",
                "2",
                "--resolution",
                "12",
                "--data",
                DATA,
                "--models",
                path("the models"));
        assertEquals(2, missing.status(), missing.out());
        CommandRun train = runPrinted(missing.err(), "train it first: ");
        assertTrue(
                PrintedCommand.line(train.out(), "next ").contains(" --width 2 --resolution 12 --data "), train.out());
        CommandRun export = runPrinted(train.out(), "next ");
        assertTrue(export.out().contains("the models"), export.out());
    }

    @Test
    void aRunWithoutImagesIsTrainedAsSearchAndTrainPrint() throws IOException, InterruptedException {
        CommandRun search = CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--accuracy",
                "most-params",
                "--trials",
                "2",
                "--out",
                path("no images"));
        CommandRun train = trainAsPrinted(search.out(), "next ");
        runPrinted(train.out(), "next ");
        CommandRun refused = CommandRun.of("train", path("no images"));
        assertEquals(2, refused.status(), refused.out());
        assertFalse(refused.err().contains("measuring"), refused.err());
        assertEquals(PrintedCommand.line(search.out(), "next "), PrintedCommand.line(refused.err(), "the run: "));
        CommandRun trial = CommandRun.of("train", path("no images") + ":1");
        assertTrue(PrintedCommand.line(trial.err(), "the run: ").contains("no images:1' --data FOLDER"), trial.err());
    }

    @Test
    void aSearchThatStoppedBeforeItsFirstTrialContinuesAsTrainAndComparePrint()
            throws IOException, InterruptedException {
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--accuracy",
                "most-params",
                "--trials",
                "2",
                "--out",
                path("stopped"));
        Path trials = folder.resolve("stopped/trials.jsonl");
        byte[] complete = Files.readAllBytes(trials);
        Files.write(trials, new byte[0]);
        CommandRun train = CommandRun.of("train", path("stopped"));
        assertEquals(2, train.status(), train.out());
        CommandRun compare = CommandRun.of("compare", path("stopped"));
        assertEquals(2, compare.status(), compare.out());
        assertEquals(
                PrintedCommand.line(train.err(), "continue the search: "),
                PrintedCommand.line(compare.err(), "or continue it: "));
        runPrinted(train.err(), "continue the search: ");
        assertArrayEquals(complete, Files.readAllBytes(trials));
    }

    @Test
    void imagesThatWereMovedAreNamedAsTheErrorPrints() throws IOException, InterruptedException {
        Path images = Files.createDirectory(folder.resolve("my images"));
        for (String c : List.of("a", "b")) {
            Files.createDirectory(images.resolve(c));
            for (int i = 0; i < 6; i++) {
                var image = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSample(i, c.equals("a") ? 1 : 2, 0, 200 + i);
                ImageIO.write(image, "png", images.resolve(c + "/" + i + ".png").toFile());
            }
        }
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                images.toString(),
                "--accuracy",
                "most-params",
                "--trials",
                "2",
                "--out",
                path("moved run"));
        Path moved = Files.move(images, folder.resolve("moved images"));
        CommandRun refused = CommandRun.of("search", "--resume", path("moved run"));
        assertEquals(2, refused.status(), refused.out());
        List<String> words =
                new ArrayList<>(PrintedCommand.words(PrintedCommand.line(refused.err(), "name their folder: ")));
        words.replaceAll(w -> w.equals("FOLDER") ? moved.toString() : w);
        CommandRun.ok(words.toArray(String[]::new));
    }

    @Test
    void aNetworkWithoutWeightsIsTrainedAsTheExportOfWeightsPrints() throws IOException, InterruptedException {
        String[] export = {
            "export", path("my network.yaml"), "--models", path("weights"), "-o", path("my weights.safetensors")
        };
        CommandRun untrained = CommandRun.of(export);
        assertEquals(2, untrained.status(), untrained.out());
        trainAsPrinted(untrained.err(), "train it first: ");
        CommandRun.ok(export);
    }

    @Test
    @Order(2)
    void missingUnitsAreMeasuredAsTheErrorPrints() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("other space.yaml"),
                EndToEndTest.SPACE.replace("[8, 16]", "[8, 24]").replace("tiny", "other"));
        CommandRun run = CommandRun.of("explain", "--table", path("mine.csv"), "--space", path("other space.yaml"));
        assertEquals(2, run.status(), run.out());
        List<String> words = PrintedCommand.words(PrintedCommand.line(run.err(), "measure them: "));
        assertEquals(
                List.of(
                        "profile",
                        "--space",
                        path("other space.yaml"),
                        "--device",
                        phone.deviceFile() + ",threads=1",
                        "--out",
                        "mine-other space.csv"),
                words);
    }
}
