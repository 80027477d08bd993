package dev.sartor.executor.plan;

import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.executor.Batch;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/** Judges a network on images. */
public final class Evaluation {
    private static final int BATCH = 64;

    private Evaluation() {}

    /** The share of images whose greatest logit is that of their class, in [0, 1]. */
    public static double accuracy(
            Executor executor, Network network, Weights weights, Images images, Normalisation normalisation) {
        return score(executor, network, weights, images, normalisation).accuracy();
    }

    /** Loss and accuracy. There must be images. */
    public static ClassificationMetrics score(
            Executor executor, Network network, Weights weights, Images images, Normalisation normalisation) {
        if (images.count() == 0) {
            throw new IllegalArgumentException("No images to judge " + network.name() + " on");
        }
        int capacity = Math.min(BATCH, images.count());
        int classes = Math.toIntExact(network.output().size());
        var loss = new CrossEntropyLoss();
        var batches = Batches.inOrder(images, normalisation, capacity);
        var batch = new Batch(images.shape(), classes, capacity);
        float[] unused = new float[capacity * classes];
        double sum = 0;
        long correct = 0;
        try (var inference = new Inference(executor, network, weights, capacity)) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batch.fill(executor, batches, b, 0);
                loss.compute(inference.run(batch.nchw(), count), batch.targets(), count, unused);
                sum += loss.sum();
                correct += loss.correct();
            }
        }
        return new ClassificationMetrics(sum / images.count(), (double) correct / images.count());
    }
}
