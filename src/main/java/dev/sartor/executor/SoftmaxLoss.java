package dev.sartor.executor;

/**
 * Cross-entropy of a softmax against labels, with label smoothing e: the target is 1 - e + e / K for the label and e / K
 * for each other of K classes.
 */
final class SoftmaxLoss {
    private final int classes;
    private final double smoothing;
    private double sum;
    private int correct;

    SoftmaxLoss(int classes, double smoothing) {
        this.classes = classes;
        this.smoothing = smoothing;
    }

    /** The losses of the last batch, added up. */
    double sum() {
        return sum;
    }

    /** How many images of the last batch have their greatest logit at their label. */
    int correct() {
        return correct;
    }

    /** Judges a batch. {@code gradient} receives that of the mean loss, per logit. */
    void judge(float[] logits, int[] labels, int images, float[] gradient) {
        sum = 0;
        correct = 0;
        for (int i = 0; i < images; i++) {
            judge(logits, i * classes, labels[i], images, gradient);
        }
    }

    private void judge(float[] logits, int at, int label, int images, float[] gradient) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[at + c] > logits[at + best] ? c : best;
        }
        correct += best == label ? 1 : 0;
        double greatest = logits[at + best];
        double total = 0;
        for (int c = 0; c < classes; c++) {
            total += Math.exp(logits[at + c] - greatest);
        }
        double log = greatest + Math.log(total);
        for (int c = 0; c < classes; c++) {
            double target = smoothing / classes + (c == label ? 1 - smoothing : 0);
            sum += target * (log - logits[at + c]);
            gradient[at + c] = (float) ((Math.exp(logits[at + c] - log) - target) / images);
        }
    }
}
