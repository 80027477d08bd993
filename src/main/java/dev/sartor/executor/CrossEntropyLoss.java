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
    public void judge(float[] logits, Targets targets, int images, float[] gradient) {
        start(logits, targets, images, gradient);
        add(logits, targets, images, 1, 1, gradient);
    }

    /**
     * Judges by targets and by a teacher: (1 - share) times the loss against {@code targets} plus share times that of the
     * softened softmax against the softened teacher, as {@link Distillation} says.
     *
     * @param teacher the teacher's logits, images x classes
     */
    public void judge(float[] logits, Targets targets, float[] teacher, Distillation by, int images, float[] gradient) {
        start(logits, targets, images, gradient);
        add(logits, targets, images, 1 - by.share(), 1, gradient);
        var softened = new Targets(targets.classes(), images);
        softened.setTeacher(teacher, images, by.temperature());
        add(logits, softened, images, by.share(), by.temperature(), gradient);
    }

    private void start(float[] logits, Targets targets, int images, float[] gradient) {
        Arrays.fill(gradient, 0, images * targets.classes(), 0);
        sum = 0;
        correct = 0;
        for (int i = 0; i < images; i++) {
            correct += targets.favours(i, targets.greatest(logits, i * targets.classes())) ? 1 : 0;
        }
    }

    /** Adds {@code weight T^2} times the cross-entropy of softmax(logits / T), whose gradient is then of the order of 1. */
    private void add(float[] logits, Targets targets, int images, double weight, double temperature, float[] gradient) {
        int classes = targets.classes();
        for (int i = 0; i < images; i++) {
            double total = targets.logTotal(logits, i * classes, temperature);
            for (int c = i * classes; c < (i + 1) * classes; c++) {
                double log = logits[c] / temperature - total;
                double target = targets.shares()[c];
                sum -= weight * temperature * temperature * target * log;
                gradient[c] += (float) (weight * temperature * (Math.exp(log) - target) / images);
            }
        }
    }
}
