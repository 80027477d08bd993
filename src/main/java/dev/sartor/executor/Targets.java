package dev.sartor.executor;

/**
 * What a batch of images should be taken for: a distribution over classes for each, image after image. Label smoothing,
 * mixup and a teacher differ only in the distributions that they ask for.
 *
 * @param probabilities images x classes; those of an image add up to 1
 */
public record Targets(int classes, double[] probabilities) {
    public Targets {
        if (classes < 1 || probabilities.length % classes != 0) {
            throw new IllegalArgumentException(
                    probabilities.length + " shares for distributions over " + classes + " classes");
        }
    }

    /** Room for so many images. */
    public Targets(int classes, int capacity) {
        this(classes, new double[capacity * classes]);
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
            int at = i * classes;
            double total = logSumExp(logits, at, temperature);
            for (int c = 0; c < classes; c++) {
                probabilities[at + c] = Math.exp(logits[at + c] / temperature - total);
            }
        }
    }

    /** The logarithm of the sum of e^(logit / temperature) over one image's classes, without overflow. */
    double logSumExp(float[] logits, int at, double temperature) {
        double greatest = logits[at + argMax(logits, at)] / temperature;
        double total = 0;
        for (int c = 0; c < classes; c++) {
            total += Math.exp(logits[at + c] / temperature - greatest);
        }
        return greatest + Math.log(total);
    }

    /** The first class of the greatest logit of the image whose logits start there. */
    int argMax(float[] logits, int at) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[at + c] > logits[at + best] ? c : best;
        }
        return best;
    }

    /** True if a class has the greatest share of an image's target. */
    boolean isMostLikely(int image, int wanted) {
        double share = probabilities[image * classes + wanted];
        for (int c = 0; c < classes; c++) {
            if (probabilities[image * classes + c] > share) {
                return false;
            }
        }
        return true;
    }
}
