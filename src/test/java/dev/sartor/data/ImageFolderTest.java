package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.image.ImageDecoder;
import dev.sartor.data.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final Shape RGB_8 = new Shape(3, 8, 8);

    @TempDir
    Path folder;

    @Test
    void aFolderWithoutPartsIsSplitByClassIntoThreeParts() throws IOException {
        fill(folder, 20, "cat", "dog");
        Dataset dataset = Datasets.open(folder.toString(), DatasetOptions.defaults());
        assertEquals(List.of("cat", "dog"), dataset.classes());
        assertEquals(new Shape(1, 6, 6), dataset.shape(), "grey files of one size keep their shape");
        assertArrayEquals(labels(16, 16), dataset.train().labels());
        assertArrayEquals(labels(2, 2), dataset.validation().labels());
        assertArrayEquals(labels(2, 2), dataset.test().labels());
        assertEquals(folder.getFileName().toString(), dataset.name());
    }

    @Test
    void existingPartsAreNotSplitAgain() throws IOException {
        fill(folder.resolve("train"), 5, "cat", "dog");
        fill(folder.resolve("val"), 2, "cat", "dog");
        fill(folder.resolve("test"), 3, "dog");
        Dataset dataset = Datasets.open(folder.toString(), DatasetOptions.defaults());
        assertArrayEquals(labels(5, 5), dataset.train().labels());
        assertArrayEquals(labels(2, 2), dataset.validation().labels());
        assertArrayEquals(labels(0, 3), dataset.test().labels());
        assertArrayEquals(
                ImageDecoder.decode(folder.resolve("test/dog/1.png")).pixels(),
                dataset.test().slice(1, 2).pixels());
    }

    @Test
    void copiesOfTestImagesAreRemovedFromTheOtherParts() throws IOException {
        fill(folder.resolve("train"), 5, "cat", "dog");
        fill(folder.resolve("val"), 2, "cat", "dog");
        fill(folder.resolve("test"), 3, "cat", "dog");
        Files.copy(folder.resolve("test/dog/0.png"), folder.resolve("val/dog/copy.png"));
        Files.copy(folder.resolve("test/dog/1.png"), folder.resolve("train/cat/copy.png"));
        Files.copy(folder.resolve("val/dog/1.png"), folder.resolve("train/dog/copy.png"));
        Dataset dataset = Datasets.open(folder.toString(), DatasetOptions.defaults());
        assertArrayEquals(labels(5, 5), dataset.train().labels());
        assertArrayEquals(labels(2, 2), dataset.validation().labels());
        assertArrayEquals(labels(3, 3), dataset.test().labels());
    }

    @Test
    void imagesAreCroppedAtTheCentreAndScaled() throws IOException {
        fill(folder, 3, "grey");
        // white in the middle square, blue on the two sides that are cut away
        BufferedImage wide = ImageFiles.rgb(32, 16, (x, y) -> x >= 8 && x < 24 ? 0xffffff : 0x0000ff);
        for (int i = 0; i < 3; i++) {
            wide.setRGB(0, i, 0);
            ImageFiles.write(folder.resolve("wide/" + i + ".png"), wide);
        }
        Images train = Datasets.open(
                        folder.toString(), DatasetOptions.defaults().withShape(RGB_8))
                .train();
        assertEquals(RGB_8, train.shape());
        byte[] white = new byte[(int) RGB_8.size()];
        Arrays.fill(white, (byte) 255);
        assertArrayEquals(white, train.slice(train.count() - 1, train.count()).pixels());
        byte[] grey = train.slice(0, 1).pixels();
        assertArrayEquals(Arrays.copyOf(grey, 64), Arrays.copyOfRange(grey, 128, 192), "grey is repeated in RGB");
    }

    @Test
    void oneColourImageMakesTheDataSetRgb() throws IOException {
        fill(folder, 4, "cat", "dog");
        ImageFiles.write(folder.resolve("dog/9.jpg"), ImageFiles.rgb(6, 6, (x, y) -> 0xff0000));
        assertEquals(
                new Shape(3, 6, 6),
                Datasets.open(folder.toString(), DatasetOptions.defaults()).shape());
    }

    @Test
    void theTestPartDependsNeitherOnTheSeedNorOnTheShape() throws IOException {
        fill(folder, 30, "cat", "dog");
        Images test =
                Datasets.open(folder.toString(), DatasetOptions.defaults()).test();
        for (int size : new int[] {6, 4, 9}) {
            Dataset other = Datasets.open(
                    folder.toString(), DatasetOptions.defaults().withSeed(size).withShape(new Shape(1, size, size)));
            assertArrayEquals(
                    test.withShape(other.shape()).pixels(), other.test().pixels());
        }
    }

    @Test
    void hiddenAndSystemFilesAreIgnored() throws IOException {
        fill(folder, 4, "cat", "dog");
        Files.createDirectory(folder.resolve(".cache"));
        Files.writeString(folder.resolve("cat/.DS_Store"), "x");
        Files.writeString(folder.resolve("cat/Thumbs.db"), "x");
        Files.writeString(folder.resolve("README.txt"), "x");
        assertEquals(
                2,
                Datasets.open(folder.toString(), DatasetOptions.defaults())
                        .classes()
                        .size());
    }

    @Test
    void brokenFilesAndFilesOfOtherFormatsAreNamed() throws IOException {
        fill(folder, 12, "cat", "dog");
        Path broken = folder.resolve("cat/3.png");
        Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 50));
        DatasetErrors.assertOpeningFails(folder, "'3.png' cannot be decoded", broken.toString());
        Files.delete(broken);
        Path text = Files.writeString(folder.resolve("dog/notes.txt"), "x");
        DatasetErrors.assertOpeningFails(folder, "'notes.txt' is not a PNG, JPEG, WebP or BMP file", text.toString());
    }

    @Test
    void foldersThatAreNoDataSetAreNamed() throws IOException {
        fill(folder.resolve("train"), 3, "cat");
        DatasetErrors.assertOpeningFails(folder, "only one class, [cat]");
        fill(folder.resolve("train"), 3, "dog");
        fill(folder.resolve("test"), 3, "fox");
        DatasetErrors.assertOpeningFails(folder, "class 'fox' does not exist in train", "train has cat, dog");
        Files.createDirectory(folder.resolve("train/owl"));
        DatasetErrors.assertOpeningFails(
                folder, "class 'owl' has no images", folder.resolve("train/owl").toString());
    }

    @Test
    void imagesOfDifferentSizesNeedARequestedShape() throws IOException {
        fill(folder, 4, "cat", "dog");
        ImageFiles.write(folder.resolve("dog/9.png"), ImageFiles.noise(7, 6, 1));
        DatasetErrors.assertOpeningFails(folder, "'9.png' is 7x6, others are 6x6", "choose the resolution");
        assertTrue(Datasets.open(folder.toString(), DatasetOptions.defaults().withShape(RGB_8))
                        .train()
                        .count()
                > 0);
    }

    private static int[] labels(int first, int second) {
        return IntStream.range(0, first + second).map(i -> i < first ? 0 : 1).toArray();
    }

    /** So many grey noise images of 6x6 pixels for each class. */
    private void fill(Path part, int count, String... classes) throws IOException {
        for (String name : classes) {
            for (int i = 0; i < count; i++) {
                Path file = part.resolve(name + "/" + i + ".png");
                ImageFiles.write(
                        file,
                        ImageFiles.noise(
                                6, 6, folder.relativize(file).toString().hashCode()));
            }
        }
    }
}
