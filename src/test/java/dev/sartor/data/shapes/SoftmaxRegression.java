package dev.sartor.data.shapes;

import dev.sartor.data.Augmentation;
import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import java.util.function.UnaryOperator;

/** A linear classifier of images, trained by stochastic gradient descent with batches of one image. */
final class SoftmaxRegression {
    /** Learning rate. */
    private static final float RATE = 0.001f;

    private static final int CLASSES = 10;

    private final UnaryOperator<float[]> features;
    /** [class][pixel], followed by the bias of the class. */
    private final float[][] weights;

    private SoftmaxRegression(UnaryOperator<float[]> features, int pixels) {
        this.features = features;
        weights = new float[CLASSES][pixels + 1];
    }

    /** Trains for one epoch on the features of the images. */
    static SoftmaxRegression train(Images images, Normalisation normalisation, UnaryOperator<float[]> features) {
        SoftmaxRegression model = new SoftmaxRegression(features, images.imageBytes());
        float[] image = new float[images.imageBytes()];
        int[] label = new int[1];
        // Batches.shuffled: images, normalisation, augmentation, batch size, seed, epoch
        Batches batches = Batches.shuffled(images, normalisation, Augmentation.NONE, 1, 1, 0);
        for (int i = 0; i < batches.count(); i++) {
            batches.fill(i, image, label);
            model.step(features.apply(image), label[0]);
        }
        return model;
    }

    double accuracy(Images images, Normalisation normalisation) {
        Batches batches = Batches.inOrder(images, normalisation, 1);
        float[] image = new float[images.imageBytes()];
        int[] label = new int[1];
        int correct = 0;
        for (int i = 0; i < batches.count(); i++) {
            batches.fill(i, image, label);
            double[] logits = logits(features.apply(image));
            int best = 0;
            for (int c = 1; c < logits.length; c++) {
                best = logits[c] > logits[best] ? c : best;
            }
            correct += best == label[0] ? 1 : 0;
        }
        return (double) correct / images.count();
    }

    private void step(float[] image, int label) {
        double[] shares = logits(image);
        double sum = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = Math.exp(shares[c]);
            sum += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            float change = RATE * (float) ((c == label ? 1 : 0) - shares[c] / sum);
            float[] w = weights[c];
            for (int i = 0; i < image.length; i++) {
                w[i] += change * image[i];
            }
            w[image.length] += change;
        }
    }

    private double[] logits(float[] image) {
        double[] logits = new double[weights.length];
        for (int c = 0; c < logits.length; c++) {
            float[] w = weights[c];
            float sum = w[image.length];
            for (int i = 0; i < image.length; i++) {
                sum += w[i] * image[i];
            }
            logits[c] = sum;
        }
        return logits;
    }
}
