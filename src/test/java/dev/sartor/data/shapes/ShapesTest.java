package dev.sartor.data.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Properties of the built-in data set with its default settings. */
class ShapesTest {
    private static Dataset shapes;

    @BeforeAll
    static void open() {
        shapes = Datasets.open("shapes", DatasetOptions.defaults());
    }

    /** Committed runs contain accuracies on these images, so they must not change. */
    @Test
    void theImagesAreTheSameOnEveryMachine() {
        assertEquals("65771970c521cce7f7b728f2a2ec1c73a88cd5821bcd8e5eed3f81f9e082106e", shapes.hash());
    }

    @Test
    void classesAreBalancedInEveryPart() {
        assertEquals(new Shape(1, 28, 28), shapes.shape());
        assertEquals(
                List.of(
                        "circle",
                        "triangle",
                        "square",
                        "star",
                        "cross",
                        "heart",
                        "crescent",
                        "arrow",
                        "spiral",
                        "drop"),
                shapes.classes());
        assertEquals(Collections.nCopies(10, 1000), perClass(shapes.train()));
        assertEquals(Collections.nCopies(10, 200), perClass(shapes.validation()));
        assertEquals(Collections.nCopies(10, 200), perClass(shapes.test()));
    }

    @Test
    void aLinearClassifierOfPixelsIsNearChance() {
        assertLinearAccuracy(0.05, 0.15, image -> image);
    }

    /** Shapes are lighter or darker than the background equally often. Even their contrast to it does not give the class. */
    @Test
    void aLinearClassifierOfContrastsIsPoor() {
        assertLinearAccuracy(0.15, 0.35, image -> {
            double mean = mean(image);
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) Math.abs(image[i] - mean) - 0.5f;
            }
            return image;
        });
    }

    private static void assertLinearAccuracy(double least, double most, UnaryOperator<float[]> features) {
        double accuracy = SoftmaxRegression.train(shapes.train(), shapes.normalisation(), features)
                .accuracy(shapes.test(), shapes.normalisation());
        assertTrue(accuracy > least && accuracy < most, "a linear classifier reaches " + accuracy);
    }

    /** Otherwise a network could classify by brightness, without learning anything about form. */
    @Test
    void brightnessAndContrastBarelyDependOnTheClass() {
        double[][] perClass = new double[10][2];
        float[] image = new float[shapes.train().imageBytes()];
        Batches images = Batches.inOrder(shapes.train(), new Normalisation(new float[1], new float[] {1}), 1);
        for (int i = 0; i < images.count(); i++) {
            images.fill(i, image, new int[1]);
            double mean = mean(image);
            double[] sums = perClass[shapes.train().labels()[i]];
            // every class has 1000 training images
            sums[0] += mean / 1000;
            sums[1] += Math.sqrt(IntStream.range(0, image.length)
                                    .mapToDouble(j -> (image[j] - mean) * (image[j] - mean))
                                    .sum()
                            / image.length)
                    / 1000;
        }
        for (int measure = 0; measure < 2; measure++) {
            int m = measure;
            double least = IntStream.range(0, 10)
                    .mapToDouble(c -> perClass[c][m])
                    .min()
                    .orElseThrow();
            double most = IntStream.range(0, 10)
                    .mapToDouble(c -> perClass[c][m])
                    .max()
                    .orElseThrow();
            assertTrue(most - least < 0.05, "measure " + m + " lies between " + least + " and " + most);
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static List<Integer> perClass(Images images) {
        return IntStream.range(0, 10)
                .map(c -> (int) IntStream.of(images.labels())
                        .filter(label -> label == c)
                        .count())
                .boxed()
                .toList();
    }
}
