package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyChoiceTest {
    private static final SearchSpace SMALL =
            SpaceFile.read(Path.of("search-spaces/small-28.yaml")).withClasses(2);

    private static Dataset dataset(int train, int validation) {
        // Dataset.of: name, classes, images for training, validation and test, whether images can be mirrored
        return Dataset.of("noise", List.of("a", "b"), noise(train, 1), noise(validation, 2), noise(2, 3), false);
    }

    /** Images of 4 x 4 random pixels. */
    private static Images noise(int count, long seed) {
        byte[] pixels = new byte[count * 16];
        new SplittableRandom(seed).nextBytes(pixels);
        return new Images(
                new Shape(1, 4, 4),
                pixels,
                IntStream.range(0, count).map(i -> i % 2).toArray());
    }

    /** The specification that Sartor chooses for a given one and numbers of images. */
    private static String chosen(String text, int train, int validation) {
        return AccuracyChoice.parse(text)
                .forData(dataset(train, validation), SMALL, Precision.FP32)
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "training:epochs=2",
                "training:epochs=2,images=8000",
                "halving:epochs=9,first=1,keep=3",
                "supernet:epochs=100,images=20000"
            })
    void withManyImagesTheSpecificationIsUnchanged(String text) {
        assertEquals(text, chosen(text, 8000, 400));
        // 2 epochs of training are the default
        assertEquals(
                text, chosen(text.replace("epochs=2", "").replace(":,", ":").replaceAll(":$", ""), 8000, 400));
    }

    @Test
    void settingsOfFeaturesAreNotThoseOfTheTraining() {
        assertEquals(
                chosen("training", 100, 20) + "+supernet:epochs=20", chosen("training+supernet:epochs=20", 100, 20));
    }

    @Test
    void withFewImagesCandidatesAreTrainedInSmallBatchesAndCrossValidated() {
        // 96 of 120 images to train on: 12 batches of 8, and 42 epochs for 500 steps
        assertEquals("training:epochs=42,batch=8,folds=5", chosen("training", 100, 20));
        assertEquals("halving:epochs=42,first=4,keep=3,batch=8,folds=5", chosen("halving", 100, 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the epochs are those of 500 steps, on the images of all folds but one
                "training:epochs=3 | training:epochs=3,batch=8,folds=5",
                "training:batch=32 | training:epochs=167,folds=5",
                "training:folds=1 | training:epochs=42,batch=8",
                "training:folds=3 | training:epochs=50,batch=8,folds=3",
                "training:epochs=2,batch=32,folds=1 | training:epochs=2",
                "training:images=40 | training:epochs=100,images=40,batch=8,folds=5",
                "halving:epochs=9 | halving:epochs=9,first=1,keep=3,batch=8,folds=5",
                "halving:first=1 | halving:epochs=42,first=1,keep=3,batch=8,folds=5"
            })
    void settingsOfTheUserAreKept(String given, String chosen) {
        assertEquals(chosen, chosen(given, 100, 20));
    }

    @Test
    void thereAreAtMostAsManyFoldsAsImages() {
        assertEquals("training:epochs=500,batch=8,folds=4", chosen("training", 2, 2));
    }

    @Test
    void withManyTrainingImagesFewValidationImagesCauseNoCrossValidation() {
        assertEquals("training:epochs=60", chosen("training:epochs=60", 4000, 40));
        assertEquals("training:epochs=2,images=400,folds=5", chosen("training:epochs=2,images=400", 4000, 40));
    }

    @Test
    void theDefaultWithFewImagesIsTraining() {
        assertEquals(
                "training:epochs=42,batch=8,folds=5",
                AccuracyChoice.DEFAULT
                        .forData(dataset(100, 20), SMALL, Precision.FP32)
                        .text());
    }

    @Test
    void theDefaultIsTrainingWhereKindsOfBlockAreMixedAndOtherwiseASupernet() {
        Dataset manyImages = dataset(12_000, 400);
        assertEquals(
                "training:epochs=2,images=10000",
                AccuracyChoice.DEFAULT
                        .forData(manyImages, SMALL, Precision.FP32)
                        .text());
        SearchSpace oneKind = SpaceFile.find("nas-bench-macro").withClasses(2);
        assertEquals(AccuracySpec.DEFAULT, AccuracyChoice.DEFAULT.forData(manyImages, oneKind, Precision.FP32));
    }

    @Test
    void aSupernetIsTrainedInSmallBatchesIfThereAreFewImages() {
        // 12 batches of 8, and 167 epochs for 2000 steps
        assertEquals("supernet:epochs=167,batch=8", chosen("supernet", 100, 20));
        assertEquals("supernet:epochs=100,batch=8", chosen("supernet:epochs=100", 100, 20));
        assertEquals("supernet:epochs=667", chosen("supernet:batch=32", 100, 20));
        assertEquals("supernet:epochs=400,images=40,batch=8", chosen("supernet:images=40", 100, 20));
    }

    @Test
    void aPlanForFewImagesHasSmallBatchesAndCrossValidation() {
        assertEquals(CandidateSettings.DEFAULT.withBatch(8).withFolds(5), AccuracyChoice.candidates(dataset(100, 20)));
        assertEquals(CandidateSettings.DEFAULT.withFolds(5), AccuracyChoice.candidates(dataset(4000, 40)));
        assertEquals(CandidateSettings.DEFAULT.withBatch(8).withFolds(4), AccuracyChoice.candidates(dataset(2, 2)));
        assertEquals(CandidateSettings.DEFAULT, AccuracyChoice.candidates(dataset(4000, 400)));
        assertEquals(CandidateSettings.DEFAULT, AccuracyChoice.candidates(dataset(20_000, 40)));
    }

    @Test
    void sourcesThatDoNotTrainAreUnchanged() {
        for (String text : List.of("csv:known.csv", "predicted:known.csv", "naswot", "most-macs", "command:./judge")) {
            assertEquals(
                    AccuracySpec.parse(text),
                    AccuracyChoice.parse(text).forData(dataset(100, 20), SMALL, Precision.FP32));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"training:epochs=2", "halving:epochs=9,first=1,keep=3", "supernet:epochs=3,batch=8"})
    void networksAreEvaluatedInThePrecisionOfTheTables(String text) {
        AccuracySpec chosen = AccuracyChoice.parse(text).forData(dataset(4000, 1000), SMALL, Precision.INT8);
        assertTrue(chosen.text().endsWith(",precision=int8"), chosen.text());
        assertEquals(chosen, AccuracySpec.parse(chosen.text()));
    }

    @Test
    void thePrecisionThatTheUserChoseRemains() {
        AccuracySpec chosen = AccuracyChoice.parse("training:epochs=2,precision=fp32")
                .forData(dataset(4000, 1000), SMALL, Precision.INT8);
        assertEquals("training:epochs=2", chosen.text());
    }

    @Test
    void sourcesThatTrainNoNetworkHaveNoPrecision() {
        AccuracySpec chosen = AccuracyChoice.parse("synflow").forData(dataset(4000, 1000), SMALL, Precision.INT8);
        assertEquals("synflow", chosen.text());
    }
}
