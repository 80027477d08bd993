package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.image.ImageFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
    private static final DatasetOptions DEFAULTS = DatasetOptions.defaults();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noTwoPartsShareAnImageWhateverTheSeed(long seed) throws IOException {
        IdxBytes.writeFolder(folder);
        copyImage("train-images-idx3-ubyte", 0, "train-images-idx3-ubyte", 30);
        copyImage("train-images-idx3-ubyte", 7, "t10k-images-idx3-ubyte", 4);
        Dataset dataset = Datasets.open(folder.toString(), DEFAULTS.withSeed(seed));
        Set<Long> train = hashes(dataset.train());
        Set<Long> validation = hashes(dataset.validation());
        Set<Long> test = hashes(dataset.test());
        // one training image is there twice, another one is also a test image
        assertEquals(60 - 2, train.size() + validation.size());
        assertEquals(
                train.size() + validation.size() + test.size(),
                Stream.of(train, validation, test)
                        .flatMap(Set::stream)
                        .distinct()
                        .count());
        assertEquals(20, dataset.test().count(), "test images are never taken out");
    }

    @Test
    void aSpecificationWithAnAbsolutePathNamesTheSameData() {
        String here = Path.of("").toAbsolutePath().toString();
        assertEquals(here + File.separator + "a:background=black", Datasets.absolute("a:background=black"));
        assertEquals("shapes:size=9", Datasets.absolute("shapes:size=9"));
    }

    @Test
    void dataArePresentIfTheirFolderContainsSomething() throws IOException {
        assertFalse(Datasets.isPresent(folder.toString()), "as a folder whose file system is not mounted");
        IdxBytes.writeFolder(folder);
        assertTrue(Datasets.isPresent(folder + ":background=black"));
        assertFalse(Datasets.isPresent(folder.resolve("absent").toString()));
        assertTrue(Datasets.isPresent("shapes"));
    }

    @Test
    void theSeedChoosesTheValidationImagesOnly() throws IOException {
        IdxBytes.writeFolder(folder);
        Dataset first = Datasets.open(folder.toString(), DEFAULTS);
        Dataset other = Datasets.open(folder.toString(), DEFAULTS.withSeed(2));
        assertFalse(
                Arrays.equals(first.validation().pixels(), other.validation().pixels()));
        assertArrayEquals(first.test().pixels(), other.test().pixels());
        assertNotEquals(first.hash(), other.hash());
        assertEquals(first.hash(), Datasets.open(folder.toString(), DEFAULTS).hash());
    }

    @Test
    void theGivenShareIsHeldOut() throws IOException {
        IdxBytes.writeFolder(folder);
        DatasetOptions quarter = DEFAULTS.withHoldOutShare(0.25);
        assertEquals(15, Datasets.open(folder.toString(), quarter).validation().count());
    }

    @Test
    void allPartsHaveTheRequestedShape() throws IOException {
        IdxBytes.writeFolder(folder);
        Shape requested = new Shape(3, 6, 5);
        Dataset dataset = Datasets.open(folder.toString(), DEFAULTS.withShape(requested));
        assertEquals(
                List.of(requested, requested, requested),
                List.of(
                        dataset.train().shape(),
                        dataset.validation().shape(),
                        dataset.test().shape()));
        Dataset plain = Datasets.open(folder.toString(), DEFAULTS);
        assertArrayEquals(
                plain.validation().withShape(requested).pixels(),
                dataset.validation().pixels(),
                "the validation images are the same ones in another shape");
    }

    @Test
    void normalisationDoesNotDependOnTheSizeOfImages() throws IOException {
        IdxBytes.writeFolder(folder);
        Dataset dataset = Datasets.open(folder.toString(), DEFAULTS);
        Dataset small = dataset.atSize(2, 3);
        assertEquals(new Shape(1, 2, 3), small.shape());
        assertEquals(dataset.normalisation(), small.normalisation());
        assertEquals(dataset.hash(), small.hash());
        assertArrayEquals(
                dataset.test().withShape(new Shape(1, 2, 3)).pixels(),
                small.test().pixels());
    }

    @Test
    void subsetsKeepNormalisationAndHashOfTheDataSet() throws IOException {
        IdxBytes.writeFolder(folder);
        Dataset whole = Datasets.open(folder.toString(), DEFAULTS);
        Images few = whole.train().slice(0, 2);
        Dataset training = whole.trainingOnly(few);
        Dataset search = whole.withoutTest(few);
        for (Dataset derived : List.of(training, search)) {
            assertSame(few, derived.train());
            assertEquals(0, derived.test().count());
            assertEquals(whole.normalisation(), derived.normalisation());
            assertEquals(whole.hash(), derived.hash());
        }
        assertEquals(0, training.validation().count());
        assertSame(whole.validation(), search.validation());
    }

    @Test
    void errorsNameThePathThatIsNotADataSet() throws IOException {
        DatasetErrors.assertOpeningFails(
                folder, "it contains nothing", "train-images-idx3-ubyte", "data_batch_1.bin", "CLASS/*.png");
        Path file = Files.writeString(folder.resolve("notes.txt"), "x");
        DatasetErrors.assertOpeningFails(folder, "it contains notes.txt");
        DatasetErrors.assertOpeningFails(
                file, "is a file, not a folder", "give the folder that contains it: " + folder);
        DatasetErrors.assertOpeningFails(
                folder.resolve("none"), "there is no folder", "check the path, or use 'shapes'");
        DatasetErrors.assertOpeningFails(
                "shape:size=32", DEFAULTS, "there is no folder 'shape:size=32'", "did you mean 'shapes'");
        DatasetErrors.assertOpeningFails("no\0path", DEFAULTS, "there is no folder");
    }

    @Test
    void tooFewImagesAreRefused() throws IOException {
        ImageFiles.write(folder.resolve("a/1.png"), ImageFiles.noise(4, 4, 1));
        ImageFiles.write(folder.resolve("b/1.png"), ImageFiles.noise(4, 4, 2));
        DatasetErrors.assertOpeningFails(folder, "too few images: 2 to train, 0 to validate, 0 to test");
    }

    @Test
    void impossibleShapesAreRefused() throws IOException {
        IdxBytes.writeFolder(folder);
        DatasetErrors.assertOpeningFails(
                folder.toString(), DEFAULTS.withShape(new Shape(4, 4, 4)), "1 channels cannot be turned into 4");
    }

    /** Replaces an image by another one. A file has a header of 16 bytes and images of 4 x 4 pixels. */
    private void copyImage(String fromFile, int from, String toFile, int to) throws IOException {
        byte[] source = Files.readAllBytes(folder.resolve(fromFile));
        byte[] target = fromFile.equals(toFile) ? source : Files.readAllBytes(folder.resolve(toFile));
        System.arraycopy(source, 16 + 16 * from, target, 16 + 16 * to, 16);
        Files.write(folder.resolve(toFile), target);
    }

    private static Set<Long> hashes(Images images) {
        return Arrays.stream(HashedImages.of(images).hashes()).boxed().collect(Collectors.toSet());
    }
}
