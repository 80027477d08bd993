package dev.sartor.executor;

import dev.sartor.arch.Task;

/**
 * The targets of a classification loss: a distribution over classes for each image of a batch. Label smoothing, mixup and
 * distillation differ only in these distributions.
 *
 * @param probabilities [image][class]; those of an image sum to 1
 */
public record Targets(int classes, double[] probabilities) {
    public Targets {
        if (classes < 1 || probabilities.length % classes != 0) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities for distributions over " + classes + " classes");
        }
    }

    /** Targets of a batch of up to {@code capacity} images for a task. */
    public static Targets of(Task task, int capacity) {
        return switch (task) {
            case Task.Classification c -> new Targets(c.classes().size(), capacity);
        };
    }

    /** Targets of up to {@code capacity} images, not yet set. */
    public Targets(int classes, int capacity) {
        this(classes, new double[capacity * classes]);
    }

    /** Sets the targets of the first images to their labels. */
    public void setLabels(int[] labels, int images) {
        double noSmoothing = 0;
        setLabels(labels, images, noSmoothing);
    }

    /**
     * Sets the targets of the first images to their labels, of which {@code smoothing} in [0, 1) is spread over all classes
     * (arXiv 1512.00567).
     */
    public void setLabels(int[] labels, int images, double smoothing) {
        for (int i = 0; i < images; i++) {
            for (int c = 0; c < classes; c++) {
                probabilities[i * classes + c] = smoothing / classes + (c == labels[i] ? 1 - smoothing : 0);
            }
        }
    }

    /** Sets the targets of the first images to the softmax of a teacher's logits over a temperature above 0. */
    public void setTeacherLogits(float[] logits, int images, double temperature) {
        for (int i = 0; i < images; i++) {
            int offset = i * classes;
            double total = logSumExp(logits, offset, temperature);
            for (int c = 0; c < classes; c++) {
                probabilities[offset + c] = Math.exp(logits[offset + c] / temperature - total);
            }
        }
    }

    /**
     * The logarithm of the sum of e^(logit / temperature) over the classes of one image, without overflow.
     *
     * @param offset index of the image's first logit
     */
    double logSumExp(float[] logits, int offset, double temperature) {
        double largest = logits[offset + argMax(logits, offset)] / temperature;
        double total = 0;
        for (int c = 0; c < classes; c++) {
            total += Math.exp(logits[offset + c] / temperature - largest);
        }
        return largest + Math.log(total);
    }

    /** The first class with the largest logit of the image whose logits start at {@code offset}. */
    public int argMax(float[] logits, int offset) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[offset + c] > logits[offset + best] ? c : best;
        }
        return best;
    }

    /** Whether no class is more likely in an image's target than this one. */
    boolean isMostLikely(int image, int classIndex) {
        double probability = probabilities[image * classes + classIndex];
        for (int c = 0; c < classes; c++) {
            if (probabilities[image * classes + c] > probability) {
                return false;
            }
        }
        return true;
    }
}
