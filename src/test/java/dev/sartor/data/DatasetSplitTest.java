package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.data.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary of a split: sizes, missing classes, copies and ambiguous labels; one message for each cause of a refusal. */
class DatasetSplitTest {
    @TempDir
    Path folder;

    private SplitSummary summary;

    @Test
    void theSummaryListsImagesAndClassesOfEveryPart() throws IOException {
        fill("train", 8, "cat");
        fill("train", 2, "dog");
        fill("val", 3, "cat");
        fill("test", 1, "dog");
        open();
        assertEquals(
                List.of(
                        // SplitSummary.Part: name, classes, images, classes without images, largest class and its share
                        new SplitSummary.Part("training", 2, 10, List.of(), "cat", 0.8),
                        new SplitSummary.Part("validation", 2, 3, List.of("dog"), "cat", 1),
                        new SplitSummary.Part("test", 2, 1, List.of("cat"), "dog", 1)),
                summary.parts());
        assertEquals(List.of(), summary.removed());
        assertEquals(Optional.empty(), summary.ambiguous());
        assertEquals(
                List.of(
                        "training   10 images; images of all 2 classes; largest class 'cat' with 80.0 %",
                        "validation 3 images; 1 of 2 classes without an image (dog); largest class 'cat' with 100.0 %",
                        "test       1 images; 1 of 2 classes without an image (cat); largest class 'dog' with 100.0 %"),
                summary.lines());
    }

    @Test
    void removedCopiesAreCountedByClass() throws IOException {
        fill("train", 6, "cat", "dog");
        fill("val", 3, "cat", "dog");
        fill("test", 3, "cat", "dog");
        copy("test/cat/0.png", "train/cat/x.png");
        copy("test/cat/1.png", "train/cat/y.png");
        copy("val/dog/0.png", "train/dog/x.png");
        copy("test/dog/2.png", "val/dog/x.png");
        open();
        assertEquals(
                List.of(
                        new SplitSummary.RemovedCopies("training", 2, "test", List.of("2 of cat")),
                        new SplitSummary.RemovedCopies("validation", 1, "test", List.of("1 of dog")),
                        new SplitSummary.RemovedCopies("training", 1, "validation", List.of("1 of dog"))),
                summary.removed());
        assertTrue(
                summary.lines().contains("removed 2 copies of test images from the training images: 2 of cat"),
                summary.lines()::toString);
    }

    @Test
    void aClassThatLosesAllItsImagesIsRefused() throws IOException {
        fill("train", 6, "cat");
        fill("test", 3, "cat", "dog");
        copy("test/dog/0.png", "train/dog/a.png");
        copy("test/dog/1.png", "train/dog/b.png");
        DatasetErrors.assertOpeningFails(
                folder, "class 'dog' loses all its 2 training images", "copies of validation or test images");
    }

    @Test
    void imagesInTwoClassesAreCountedAndNamed() throws IOException {
        fill("", 8, "cat", "dog");
        copy("cat/3.png", "dog/x.png");
        copy("cat/5.png", "dog/y.png");
        open();
        SplitSummary.AmbiguousImages ambiguous = summary.ambiguous().orElseThrow();
        assertEquals(4, ambiguous.images());
        assertEquals(
                List.of("'" + Path.of("cat/3.png") + "'", "'" + Path.of("dog/x.png") + "'"),
                List.of(ambiguous.first(), ambiguous.second()));
    }

    @Test
    void contradictingLabelsAreNamedAsTheCause() throws IOException {
        fill("", 3, "cat");
        for (int i = 0; i < 3; i++) {
            copy("cat/" + i + ".png", "dog/" + i + ".png");
        }
        DatasetErrors.assertOpeningFails(
                folder, "too few images with one label", "6 of 6 are in two classes", "cat/0.png");
    }

    @Test
    void copiesAreNamedAsTheCause() throws IOException {
        fill("", 1, "cat", "dog");
        for (int i = 1; i < 5; i++) {
            copy("cat/0.png", "cat/" + i + ".png");
            copy("dog/0.png", "dog/" + i + ".png");
        }
        DatasetErrors.assertOpeningFails(folder, "too few different images", "only 2 of the 10 images differ");
    }

    private void open() {
        Datasets.open(folder.toString(), DatasetOptions.defaults().withListener(new DatasetListener() {
            @Override
            public void opened(SplitSummary s) {
                summary = s;
            }
        }));
    }

    private void copy(String from, String to) throws IOException {
        Files.createDirectories(folder.resolve(to).getParent());
        Files.copy(folder.resolve(from), folder.resolve(to));
    }

    /** Writes images of noise for each class of a part, such as {@code train}; the part "" is the folder itself. */
    private void fill(String part, int count, String... classes) throws IOException {
        for (String name : classes) {
            for (int i = 0; i < count; i++) {
                ImageFiles.write(
                        folder.resolve(part).resolve(name + "/" + i + ".png"),
                        ImageFiles.noise(6, 6, (part + name + i).hashCode()));
            }
        }
    }
}
