package dev.sartor.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoftmaxLossTest {
    private static final int CLASSES = 7;
    private static final int IMAGES = 4;
    private final int[] labels = {3, 0, 6, 3};

    @Test
    void equalLogitsLoseTheLogarithmOfTheClasses() {
        var loss = new SoftmaxLoss(CLASSES, 0.2);
        loss.judge(new float[CLASSES * IMAGES], labels, IMAGES, new float[CLASSES * IMAGES]);
        assertEquals(IMAGES * Math.log(CLASSES), loss.sum(), 1e-12);
        assertEquals(1, loss.correct(), "the first of equals counts");
    }

    @Test
    void gradientsAreDifferencesOfTheMeanLoss() {
        var loss = new SoftmaxLoss(CLASSES, 0.1);
        float[] logits = Nets.floats(Nets.values(CLASSES * IMAGES, 1));
        float[] gradient = new float[logits.length];
        loss.judge(logits, labels, IMAGES, gradient);
        for (int i = 0; i < logits.length; i++) {
            float kept = logits[i];
            logits[i] = kept + 0.01f;
            loss.judge(logits, labels, IMAGES, new float[logits.length]);
            double above = loss.sum();
            logits[i] = kept - 0.01f;
            loss.judge(logits, labels, IMAGES, new float[logits.length]);
            logits[i] = kept;
            assertEquals((above - loss.sum()) / 0.02 / IMAGES, gradient[i], 1e-5);
        }
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        var loss = new SoftmaxLoss(2, 0);
        loss.judge(new float[] {3e38f, -3e38f}, new int[] {0}, 1, new float[2]);
        assertEquals(0, loss.sum());
        assertEquals(1, loss.correct());
    }
}
