package dev.sartor.executor;

import java.util.Arrays;

/** Cross-entropy of a softmax against target distributions, alone or together with a teacher's. */
public final class CrossEntropyLoss {
    private double sum;
    private int correct;

    /** The losses of the last batch, added up, in nats. */
    public double sum() {
        return sum;
    }

    /** How many images of the last batch have their greatest logit where their target is greatest. */
    public int correct() {
        return correct;
    }

    /**
     * Judges the first images of a batch.
     *
     * @param logits   images x classes
     * @param gradient receives that of the mean loss, images x classes
     */
    public void compute(float[] logits, Targets targets, int images, float[] gradient) {
        start(logits, targets, images, gradient);
        addCrossEntropy(logits, targets, images, 1, 1, gradient);
    }

    /**
     * Judges by targets and by a teacher: (1 - share) times the loss against {@code targets} plus share times that of the
     * softened softmax against the softened teacher, as {@link Distillation} says.
     *
     * @param teacher the teacher's logits, images x classes
     */
    public void compute(
            float[] logits, Targets targets, float[] teacher, Distillation by, int images, float[] gradient) {
        start(logits, targets, images, gradient);
        addCrossEntropy(logits, targets, images, 1 - by.share(), 1, gradient);
        var softened = new Targets(targets.classes(), images);
        softened.setTeacherLogits(teacher, images, by.temperature());
        addCrossEntropy(logits, softened, images, by.share(), by.temperature(), gradient);
    }

    private void start(float[] logits, Targets targets, int images, float[] gradient) {
        Arrays.fill(gradient, 0, images * targets.classes(), 0);
        sum = 0;
        correct = 0;
        for (int i = 0; i < images; i++) {
            correct += targets.isMostLikely(i, targets.argMax(logits, i * targets.classes())) ? 1 : 0;
        }
    }

    /** Adds {@code weight T^2} times the cross-entropy of softmax(logits / T), whose gradient is then of the order of 1. */
    private void addCrossEntropy(
            float[] logits, Targets targets, int images, double weight, double temperature, float[] gradient) {
        int classes = targets.classes();
        for (int i = 0; i < images; i++) {
            double total = targets.logSumExp(logits, i * classes, temperature);
            for (int c = i * classes; c < (i + 1) * classes; c++) {
                double log = logits[c] / temperature - total;
                double target = targets.probabilities()[c];
                sum -= weight * temperature * temperature * target * log;
                gradient[c] += (float) (weight * temperature * (Math.exp(log) - target) / images);
            }
        }
    }
}
