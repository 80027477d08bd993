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

/** The built-in data set as every user gets it. */
class ShapesTest {
    private static Dataset shapes;

    @BeforeAll
    static void open() {
        shapes = Datasets.open("shapes", DatasetOptions.defaults());
    }

    /** Accuracies in committed runs are of these very pictures: whoever changes them changes what those runs say. */
    @Test
    void thePicturesAreTheSameOnEveryMachine() {
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
    void noWeightingOfPixelsTellsTheClasses() {
        assertLinearAccuracy(0.05, 0.15, image -> image);
    }

    /** Shapes are as often lighter as darker than the ground. Even without that, their place and size are not enough. */
    @Test
    void neitherDoesOneOfContrasts() {
        assertLinearAccuracy(0.15, 0.35, image -> {
            double mean = mean(image);
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) Math.abs(image[i] - mean) - 0.5f;
            }
            return image;
        });
    }

    private static void assertLinearAccuracy(double least, double most, UnaryOperator<float[]> features) {
        double accuracy = SoftmaxRegression.trained(shapes.train(), shapes.normalisation(), features)
                .accuracy(shapes.test(), shapes.normalisation());
        assertTrue(accuracy > least && accuracy < most, "a linear classifier reaches " + accuracy);
    }

    /** Were brightness to tell the class, a network would learn that and nothing about form. */
    @Test
    void brightnessAndContrastSayNextToNothing() {
        double[][] perClass = new double[10][2];
        float[] image = new float[shapes.train().imageBytes()];
        Batches images = Batches.inOrder(shapes.train(), new Normalisation(new float[1], new float[] {1}), 1);
        for (int i = 0; i < images.count(); i++) {
            images.fill(i, image, new int[1]);
            double mean = mean(image);
            double[] sums = perClass[shapes.train().labels()[i]];
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
