package dev.sartor.executor;

import java.util.Arrays;

/** The cross-entropy between target distributions and the softmax of logits, optionally combined with that of a teacher. */
public final class CrossEntropyLoss implements Loss {
    /** The weight of the only term of a loss. */
    private static final double WHOLE_LOSS = 1;
    /** The temperature at which a softmax is as usual. */
    private static final double NO_SOFTENING = 1;

    private double sum;
    private int correct;

    @Override
    public double sum() {
        return sum;
    }

    /** The number of images of the last batch whose largest logit is that of a most likely class of their target. */
    @Override
    public int correct() {
        return correct;
    }

    @Override
    public void compute(float[] logits, Targets targets, int images, float[] gradient) {
        start(logits, targets, images, gradient);
        addCrossEntropy(logits, targets, images, WHOLE_LOSS, NO_SOFTENING, gradient);
    }

    @Override
    public void compute(
            float[] logits, Targets targets, float[] teacher, Distillation distillation, int images, float[] gradient) {
        start(logits, targets, images, gradient);
        addCrossEntropy(logits, targets, images, 1 - distillation.share(), NO_SOFTENING, gradient);
        var softened = new Targets(targets.classes(), images);
        softened.setTeacherLogits(teacher, images, distillation.temperature());
        addCrossEntropy(logits, softened, images, distillation.share(), distillation.temperature(), gradient);
    }

    private void start(float[] logits, Targets targets, int images, float[] gradient) {
        Arrays.fill(gradient, 0, images * targets.classes(), 0);
        sum = 0;
        correct = 0;
        for (int i = 0; i < images; i++) {
            correct += targets.isMostLikely(i, targets.argMax(logits, i * targets.classes())) ? 1 : 0;
        }
    }

    /**
     * Adds {@code weight T^2} times the cross-entropy of softmax(logits / T) at temperature T; T^2 keeps the scale of the
     * gradient.
     */
    private void addCrossEntropy(
            float[] logits, Targets targets, int images, double weight, double temperature, float[] gradient) {
        int classes = targets.classes();
        for (int i = 0; i < images; i++) {
            double total = targets.logSumExp(logits, i * classes, temperature);
            for (int c = i * classes; c < (i + 1) * classes; c++) {
                double logProbability = logits[c] / temperature - total;
                double target = targets.probabilities()[c];
                sum -= weight * temperature * temperature * target * logProbability;
                gradient[c] += (float) (weight * temperature * (Math.exp(logProbability) - target) / images);
            }
        }
    }
}
