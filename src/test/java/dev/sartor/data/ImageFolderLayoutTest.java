package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Image folders as people have them: spellings of train, validation and test, files of other programs, and what is refused with its cause. */
class ImageFolderLayoutTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "train,val,test",
        "Train,Val,Test",
        "training,validation,testing",
        "TRAIN,valid,TEST",
        "train,dev,test",
        "training_set,validation_set,test_set",
        "Train Images,Val Images,Test Images",
        "train-data,valid-data,testset"
    })
    void partsAreReadInTheirUsualSpellings(String train, String validation, String test) throws IOException {
        fill(train, 6, "cat", "dog");
        fill(validation, 2, "cat", "dog");
        fill(test, 3, "cat", "dog");
        Dataset dataset = open();
        assertEquals(
                List.of(12, 4, 6),
                List.of(
                        dataset.train().count(),
                        dataset.validation().count(),
                        dataset.test().count()));
    }

    @Test
    void imagesMayBeOneLevelDeeperInTheirClass() throws IOException {
        for (String name : List.of("cat", "dog")) {
            for (int i = 0; i < 5; i++) {
                ImageFiles.write(folder.resolve("train/" + name + "/images/" + i + ".png"), noise(name + i));
            }
            Files.writeString(folder.resolve("train/" + name + "/" + name + "_boxes.txt"), "0 0 1 1");
        }
        assertEquals(List.of("cat", "dog"), open().classes());
        assertEquals(10, all(open()));
    }

    @Test
    void foldersAndFilesOfOtherProgramsAreIgnored() throws IOException {
        fill("", 5, "cat", "dog");
        for (String name :
                List.of("__MACOSX", "@eaDir", ".ipynb_checkpoints", "$RECYCLE.BIN", "cat/@eaDir", "dog/.cache")) {
            ImageFiles.write(folder.resolve(name + "/x.png"), noise(name));
        }
        for (String name : List.of("cat/Thumbs.db", "dog/.DS_Store", "cat/desktop.ini", "dog/._0.png")) {
            Files.writeString(folder.resolve(name), "x");
        }
        assertEquals(List.of("cat", "dog"), open().classes());
        assertEquals(10, all(open()));
    }

    @Test
    void outputOfThisProgramIsIgnored() throws IOException {
        fill("", 5, "cat", "dog");
        for (String name : List.of("run1", "results/run2")) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name + "/config.yaml"), "x");
            Files.writeString(folder.resolve(name + "/trials.jsonl"), "");
        }
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("models/a.weights"), "x");
        Files.writeString(folder.resolve("models/a.json"), "{}");
        Files.createDirectories(folder.resolve("interrupted"));
        Files.writeString(folder.resolve("interrupted/b.checkpoint"), "x");
        assertEquals(List.of("cat", "dog"), open().classes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "train"})
    void classesMayHaveTheNamesOfSuffixesOfModelFiles(String part) throws IOException {
        fill(part, 5, "checkpoint", "onnx", "weights");
        assertEquals(List.of("checkpoint", "onnx", "weights"), open().classes());
    }

    @Test
    void outputInsideTheDataFolderIsRefused() throws IOException {
        fill("", 3, "cat", "dog");
        for (String output : List.of("models", "cat/x.onnx", "../" + folder.getFileName() + "/a/b")) {
            var error = assertThrows(
                    UserError.class, () -> Datasets.requireOutside(folder.toString(), folder.resolve(output)));
            assertTrue(error.text().contains("inside the data folder"), error.text());
        }
        Datasets.requireOutside(folder.toString(), folder.resolveSibling("models"));
        Datasets.requireOutside("shapes", Path.of("models"));
    }

    @Test
    void aTestFolderWithoutClassesIsNamed() throws IOException {
        fill("train", 6, "cat", "dog");
        for (int i = 0; i < 4; i++) {
            ImageFiles.write(folder.resolve("test/" + i + ".png"), noise("t" + i));
        }
        DatasetErrors.assertOpeningFails(folder, "the 4 images in 'test' have no labels", "sort them into test/CLASS/");
    }

    @Test
    void imagesOutsideOfClassFoldersAreAnError() throws IOException {
        fill("train", 6, "cat", "dog");
        fill("val", 3, "images");
        DatasetErrors.assertOpeningFails(
                folder, "the 3 images in 'images' have no labels", "sort them into val/CLASS/");
        Files.move(folder.resolve("val"), folder.resolve("test"));
        Files.move(folder.resolve("test/images"), folder.resolve("test/test"));
        DatasetErrors.assertOpeningFails(folder, "the 3 images in 'test' have no labels", "sort them into test/CLASS/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "train", "Photos"})
    void formatsThatDoNotLabelImagesByFolderAreNamed(String name) throws IOException {
        fill("", 4, name);
        Files.writeString(folder.resolve("labels.csv"), "0.png,cat\n");
        DatasetErrors.assertOpeningFails(folder, "the 4 images in '" + name + "' have no labels", "labels in a table");
    }

    @Test
    void classesInDeeperFoldersAreFound() throws IOException {
        fill("seg_train/seg_train", 4, "cat", "dog");
        fill("a/b/seg_test", 4, "cat", "dog");
        DatasetErrors.assertOpeningFails(
                folder,
                "not a data set of a known format",
                "did you mean the folder " + folder.resolve("seg_train/seg_train") + " or "
                        + folder.resolve("a/b/seg_test") + "?");
    }

    @Test
    void composedAndDecomposedAccentsAreEqual() throws IOException {
        fill("train", 6, "caf\u00e9", "na\u00efve");
        fill("val", 3, "cafe\u0301", "nai\u0308ve");
        assertEquals(List.of("caf\u00e9", "na\u00efve"), open().classes());
        assertEquals(6, open().validation().count());
    }

    @Test
    void misspeltPartsGetASuggestion() throws IOException {
        fill("train", 6, "cat", "dog");
        fill("tset", 3, "cat", "dog");
        DatasetErrors.assertOpeningFails(folder, "'tset' beside the training images", "did you mean 'test'?");
    }

    @Test
    void missingTrainingImagesAreNamed() throws IOException {
        fill("Trian", 6, "cat", "dog");
        fill("test", 3, "cat", "dog");
        DatasetErrors.assertOpeningFails(folder, "no folder of training images beside 'test'", "did you mean 'Trian'?");
    }

    @Test
    void twoFoldersOfOnePartAreNamed() throws IOException {
        fill("train", 6, "cat", "dog");
        fill("val", 2, "cat", "dog");
        fill("validation", 2, "cat", "dog");
        DatasetErrors.assertOpeningFails(folder, "two folders are the same part: 'val' and 'validation'");
    }

    @Test
    void partsWithoutClassesAreNotClasses() throws IOException {
        for (String name : List.of("train/0", "train/1", "test/0", "test/1")) {
            ImageFiles.write(folder.resolve(name + ".png"), noise(name));
        }
        DatasetErrors.assertOpeningFails(folder, "have no class folders", "train/CLASS/IMAGE");
    }

    @Test
    void theErrorForTheParentFolderOfADataSetSuggestsTheDataSet() throws IOException {
        fill("pets", 4, "cat", "dog");
        DatasetErrors.assertOpeningFails(folder, "did you mean the folder " + folder.resolve("pets"));
    }

    @Test
    void misspeltClassesGetASuggestion() throws IOException {
        fill("train", 6, "cat", "dog");
        fill("val", 2, "Cat", "dog");
        DatasetErrors.assertOpeningFails(folder, "class 'Cat' does not exist in train", "did you mean 'cat'?");
    }

    @Test
    void allUnreadableFilesAreReportedAtOnce() throws IOException {
        fill("", 5, "cat", "dog");
        for (int i = 10; i < 50; i++) {
            Files.writeString(folder.resolve("cat/bad" + i + ".png"), "x");
        }
        DatasetErrors.assertOpeningFails(
                folder,
                "40 files cannot be read as images",
                "cat/bad10.png is not a PNG",
                "cat/bad12.png",
                "and 37 more");
        Files.writeString(folder.resolve("dog/a.txt"), "x");
        Files.writeString(folder.resolve("dog/b.gif"), "x");
        DatasetErrors.assertOpeningFails(folder, "2 files cannot be read as images", "dog/a.txt", "dog/b.gif");
    }

    @Test
    void circularSymbolicLinksAreNotFollowedForEver() throws IOException {
        fill("", 5, "cat", "dog");
        Files.createSymbolicLink(folder.resolve("cat/loop"), folder);
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        DatasetErrors.assertOpeningFails(folder, "class 'loop' has no images");
        Files.delete(folder.resolve("loop"));
        assertEquals(10, all(open()));
        Files.createSymbolicLink(folder.resolve("dog/broken.png"), folder.resolve("dog/broken.png"));
        DatasetErrors.assertOpeningFails(folder, "'broken.png' is not a PNG");
    }

    @Test
    void theBackgroundOfTransparentImagesCanBeSet() throws IOException {
        for (int i = 0; i < 8; i++) {
            int alpha = 10 * i;
            for (String name : List.of("cat", "dog")) {
                int colour = name.equals("cat") ? 0 : 0x400000;
                ImageFiles.write(
                        folder.resolve(name + "/" + i + ".png"),
                        ImageFiles.image(BufferedImage.TYPE_INT_ARGB, 2, 2, (x, y) -> alpha << 24 | colour + x));
            }
        }
        DatasetOptions options = DatasetOptions.defaults().withShape(new Shape(3, 2, 2));
        double white = mean(Datasets.open(folder.toString(), options).train());
        double black = mean(Datasets.open(folder + ":background=black", options).train());
        assertTrue(white > 200 && black < 20, white + " on white, " + black + " on black");
        DatasetErrors.assertOpeningFails(folder + ":background=blakc", options, "'blakc' is not a background colour");
    }

    private Dataset open() {
        return Datasets.open(folder.toString(), DatasetOptions.defaults());
    }

    private static int all(Dataset dataset) {
        return dataset.train().count()
                + dataset.validation().count()
                + dataset.test().count();
    }

    private static double mean(Images images) {
        long sum = 0;
        for (byte pixel : images.pixels()) {
            sum += pixel & 255;
        }
        return (double) sum / images.pixels().length;
    }

    private static BufferedImage noise(String seed) {
        return ImageFiles.noise(6, 6, seed.hashCode());
    }

    /** Writes images of noise for each class of a part, such as {@code train}; the part "" is the folder itself. */
    private void fill(String part, int count, String... classes) throws IOException {
        for (String name : classes) {
            for (int i = 0; i < count; i++) {
                ImageFiles.write(folder.resolve(part).resolve(name + "/" + i + ".png"), noise(part + name + i));
            }
        }
    }
}
