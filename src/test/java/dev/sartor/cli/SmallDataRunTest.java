package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** 40 pictures of noise, whose classes cannot be told apart: no command presents a network as a success. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SmallDataRunTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        TinySpace.write(folder);
        var random = new SplittableRandom(1);
        for (String name : new String[] {"left", "right"}) {
            Path files = Files.createDirectories(folder.resolve("photos").resolve(name));
            for (int i = 0; i < 20; i++) {
                var image = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
                for (int p = 0; p < 144; p++) {
                    image.getRaster().setSample(p % 12, p / 12, 0, random.nextInt(256));
                }
                ImageIO.write(image, "png", files.resolve(i + ".png").toFile());
            }
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun search(String run, String... more) {
        return CommandRun.ok(Stream.concat(
                        Stream.of(
                                "search",
                                "--space",
                                path("tiny.yaml"),
                                "--data",
                                path("photos"),
                                "--trials",
                                "2",
                                "--population",
                                "2",
                                "--out",
                                path(run)),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    @Order(1)
    void aSearchCrossValidatesOnAllImagesExceptTheTestImages() throws IOException {
        CommandRun run = search("run");
        // at least 500 steps: 3 batches of 8 from the 28 training images of a fold, for 167 epochs
        assertTrue(
                run.err().contains("few images, so --accuracy training:epochs=167,batch=8,folds=5 is used"), run.err());
        assertTrue(run.err().contains("all 36 training and validation images"), run.err());
        assertTrue(run.err().contains("warning: an accuracy from 36 images is certain to +-"), run.err());
        assertTrue(
                run.out().lines().anyMatch(l -> l.startsWith("warning: no network is better than that with certainty")),
                run.out());
        String config = Files.readString(folder.resolve("run/config.yaml"));
        assertTrue(config.contains("training:epochs=167,batch=8,folds=5"), config);
        for (String line : Files.readAllLines(folder.resolve("run/trials.jsonl"))) {
            assertTrue(
                    line.contains(",\"images\":36,\"interval\":[") && line.endsWith(",\"largestClassShare\":0.5}"),
                    line);
        }
    }

    @Test
    @Order(2)
    void theSameSeedGivesTheSameTrials() throws IOException {
        search("again", "--threads", "2", "--quiet");
        assertEquals(
                Files.readString(folder.resolve("run/trials.jsonl")),
                Files.readString(folder.resolve("again/trials.jsonl")));
    }

    @Test
    @Order(3)
    void theJsonHasTheIntervalAndTheLargestClassOfEveryNetwork() {
        CommandRun run = CommandRun.ok("search", "--resume", path("run"), "--json");
        assertFalse(run.err().contains("is used"), "a resumed run keeps its settings: " + run.err());
        assertTrue(run.out().contains("\"interval\""), run.out());
        assertTrue(run.out().contains("\"largestClassShare\""), run.out());
    }

    @Test
    @Order(4)
    void trainingAndExportWarnOfTooFewImages() {
        CommandRun trained = CommandRun.ok("train", path("run"), "--epochs", "2");
        assertTrue(trained.out().contains("always answering '"), trained.out());
        CommandRun exported = CommandRun.ok("export", path("run"), "-o", path("model.onnx"));
        assertTrue((exported.out() + exported.err()).contains("always answering '"), exported.out() + exported.err());
    }

    @Test
    @Order(5)
    void theReportSaysThatTheResultIsNoBetterThanAGuess() throws IOException {
        String report = Files.readString(folder.resolve("run/report.html"));
        assertTrue(report.contains("No better than a guess: "));
        assertFalse(report.contains("Best of "));
        assertTrue(report.contains("95 % interval</button>"));
    }
}
