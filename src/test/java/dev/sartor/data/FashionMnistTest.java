package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Fixture;
import dev.sartor.arch.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The first 300 training and 100 test images of Fashion-MNIST. Expected counts and sums were computed by a Python script from the
 * same bytes.
 */
class FashionMnistTest {
    /** Sums of all pixels, 0 to 255 each. */
    private static final long TRAIN_SUM = 17_481_620L;

    private static final long TEST_SUM = 5_854_180L;

    private static Dataset dataset() {
        return Datasets.open(
                Fixture.path(FashionMnistTest.class, "fashion-mnist").toString(), DatasetOptions.defaults());
    }

    @Test
    void theFirstTestLabelsAreThoseOfFashionMnist() {
        Dataset dataset = dataset();
        assertEquals(new Shape(1, 28, 28), dataset.shape());
        assertEquals("fashion-mnist", dataset.name());
        assertEquals("Ankle boot", dataset.classes().get(dataset.test().labels()[0]));
        assertTrue(dataset.mirrorable());
    }

    @Test
    void testImagesAreReadInTheOrderOfTheFiles() {
        Images test = dataset().test();
        assertEquals(List.of(8, 13, 14, 9, 10, 9, 8, 11, 12, 6), perClass(test));
        assertEquals(TEST_SUM, sum(test));
        assertEquals(List.of(1, 0, 0, 0, 98, 136), pixels(test, 400, 6));
    }

    @Test
    void aTenthOfEachClassIsHeldOutForValidation() {
        Dataset dataset = dataset();
        List<Integer> validation = perClass(dataset.validation());
        List<Integer> train = perClass(dataset.train());
        assertEquals(List.of(3, 3, 3, 3, 3, 3, 3, 3, 3, 3), validation);
        assertEquals(List.of(29, 30, 28, 26, 26, 28, 30, 27, 24, 22), train);
        assertEquals(TRAIN_SUM, sum(dataset.train()) + sum(dataset.validation()));
    }

    @Test
    void normalisationIsThatOfTheTrainingImages() {
        Dataset dataset = dataset();
        byte[] pixels = dataset.train().pixels();
        double mean = sum(dataset.train()) / 255.0 / pixels.length;
        double variance = IntStream.range(0, pixels.length)
                        .mapToDouble(i -> Math.pow((pixels[i] & 255) / 255.0 - mean, 2))
                        .sum()
                / pixels.length;
        assertEquals(mean, dataset.normalisation().mean()[0], 1e-6);
        assertEquals(Math.sqrt(variance), dataset.normalisation().deviation()[0], 1e-6);
        // published for all 60,000 training images; 270 of them differ from all by about 0.15 / sqrt(270)
        assertEquals(0.2860, mean, 0.02);
        assertEquals(0.3530, Math.sqrt(variance), 0.02);
    }

    private static long sum(Images images) {
        byte[] pixels = images.pixels();
        return IntStream.range(0, pixels.length).mapToLong(i -> pixels[i] & 255).sum();
    }

    private static List<Integer> pixels(Images images, int from, int count) {
        byte[] pixels = images.pixels();
        return IntStream.range(from, from + count)
                .mapToObj(i -> pixels[i] & 255)
                .toList();
    }

    private static List<Integer> perClass(Images images) {
        return IntStream.range(0, 10)
                .map(c ->
                        (int) Arrays.stream(images.labels()).filter(l -> l == c).count())
                .boxed()
                .toList();
    }
}
