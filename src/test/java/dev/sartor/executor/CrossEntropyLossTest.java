package dev.sartor.executor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.executor.plan.TestNetworks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossEntropyLossTest {
    private static final int CLASSES = 7;
    private static final int IMAGES = 4;
    private static final int[] LABELS = {3, 0, 6, 3};
    private final CrossEntropyLoss loss = new CrossEntropyLoss();
    private final float[] logits = TestNetworks.floats(TestNetworks.randomValues(CLASSES * IMAGES, 1));
    private final float[] teacher = TestNetworks.floats(TestNetworks.randomValues(CLASSES * IMAGES, 2));
    private final float[] gradient = new float[CLASSES * IMAGES];

    private static Targets smoothed(double smoothing) {
        var targets = new Targets(CLASSES, IMAGES);
        targets.setLabels(LABELS, IMAGES, smoothing);
        return targets;
    }

    @Test
    void theLossOfEqualLogitsIsTheLogarithmOfTheNumberOfClasses() {
        loss.compute(new float[CLASSES * IMAGES], smoothed(0.2), IMAGES, gradient);
        assertEquals(IMAGES * Math.log(CLASSES), loss.sum(), 1e-12);
        assertEquals(1, loss.correct(), "the first of equal logits counts");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0.1, 0, 1", "0, 1, 1", "0.1, 0.3, 4", "0.2, 0.9, 0.5", "0, 1, 20"})
    void lossAndGradientEqualTheFormulaInDoublePrecision(double smoothing, double share, double temperature) {
        Targets targets = smoothed(smoothing);
        loss.compute(logits, targets, teacher, new Distillation(share, temperature), IMAGES, gradient);
        double[] z = doubles(logits);
        assertEquals(formula(z, targets, share, temperature), loss.sum(), 1e-12 * Math.abs(loss.sum()));
        for (int i = 0; i < z.length; i++) {
            double original = z[i];
            z[i] = original + 1e-5;
            double above = formula(z, targets, share, temperature);
            z[i] = original - 1e-5;
            double slope = (above - formula(z, targets, share, temperature)) / 2e-5 / IMAGES;
            z[i] = original;
            assertEquals(slope, gradient[i], 1e-8 + 1e-6 * Math.abs(slope));
        }
    }

    @Test
    void aTeacherWeightOfZeroChangesNothing() {
        // Distillation: weight of the teacher, temperature
        loss.compute(logits, smoothed(0.1), teacher, new Distillation(0, 4), IMAGES, gradient);
        double withTeacher = loss.sum();
        float[] withoutTeacher = new float[gradient.length];
        loss.compute(logits, smoothed(0.1), IMAGES, withoutTeacher);
        assertEquals(loss.sum(), withTeacher);
        assertArrayEquals(withoutTeacher, gradient);
    }

    @Test
    void theGradientIsZeroForTheTeachersOwnLogits() {
        loss.compute(teacher, smoothed(0), teacher, new Distillation(1, 3), IMAGES, gradient);
        assertArrayEquals(new float[gradient.length], gradient, 1e-7f);
    }

    @Test
    void imagesBeyondTheGivenNumberAreIgnored() {
        Arrays.fill(gradient, 5);
        loss.compute(logits, smoothed(0), 1, gradient);
        assertEquals(5, gradient[CLASSES]);
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        // Targets: classes, images
        var targets = new Targets(2, 1);
        targets.setLabels(new int[] {0}, 1);
        loss.compute(new float[] {3e38f, -3e38f}, targets, 1, new float[2]);
        assertEquals(0, loss.sum());
        assertEquals(1, loss.correct());
    }

    @Test
    void invalidDistillationsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Distillation(1.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Distillation(0.5, 0));
    }

    /** The sum of the losses by their definition. */
    private double formula(double[] z, Targets targets, double share, double temperature) {
        double sum = 0;
        for (int i = 0; i < IMAGES; i++) {
            double[] student = softmax(z, i, 1);
            double[] softenedStudent = softmax(z, i, temperature);
            double[] softenedTeacher = softmax(doubles(teacher), i, temperature);
            for (int c = 0; c < CLASSES; c++) {
                sum -= (1 - share) * targets.probabilities()[i * CLASSES + c] * Math.log(student[c])
                        + share * temperature * temperature * softenedTeacher[c] * Math.log(softenedStudent[c]);
            }
        }
        return sum;
    }

    private static double[] softmax(double[] z, int image, double temperature) {
        double[] e = Arrays.stream(z, image * CLASSES, (image + 1) * CLASSES)
                .map(v -> Math.exp(v / temperature))
                .toArray();
        double total = Arrays.stream(e).sum();
        return Arrays.stream(e).map(v -> v / total).toArray();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
