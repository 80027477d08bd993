package dev.sartor.executor.plan;

import dev.sartor.base.ArrayLength;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.Batch;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;

/** Computes the loss and the metric of a network on images. */
public final class Evaluation {
    private static final int BATCH_SIZE = 64;
    private static final double NO_SMOOTHING = 0;

    private Evaluation() {}

    /**
     * The share of images whose largest logit is that of their class, in [0, 1].
     *
     * @param dataset the data set of the images, which has their task and normalisation
     */
    public static double accuracy(Executor executor, Network network, Weights weights, Dataset dataset, Images images) {
        return score(executor, network, weights, dataset, images).accuracy();
    }

    /** For each image whether its largest logit is that of its class; of equal logits the first counts. */
    public static boolean[] correctPredictions(
            Executor executor, Network network, Weights weights, Dataset dataset, Images images) {
        int capacity = Math.min(BATCH_SIZE, Math.max(1, images.count()));
        var batches = Batches.inOrder(images, dataset.normalisation(), capacity);
        var batch = new Batch(images.shape(), dataset.task(), capacity);
        var correct = new boolean[images.count()];
        int evaluatedCount = 0;
        try (var inference = new Inference(executor, network, weights, capacity)) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batch.fill(executor, batches, b, NO_SMOOTHING);
                float[] logits = inference.run(batch.nchw(), count);
                int classes = batch.targets().classes();
                for (int i = 0; i < count; i++) {
                    correct[evaluatedCount++] = batch.targets().argMax(logits, i * classes) == batch.labels()[i];
                }
            }
        }
        return correct;
    }

    /** Mean loss and {@link #accuracy} on one image or more. */
    public static ClassificationMetrics score(
            Executor executor, Network network, Weights weights, Dataset dataset, Images images) {
        if (images.count() == 0) {
            throw new IllegalArgumentException("No images to evaluate " + network.name() + " on");
        }
        int capacity = Math.min(BATCH_SIZE, images.count());
        Loss loss = Loss.of(dataset.task());
        var batches = Batches.inOrder(images, dataset.normalisation(), capacity);
        var batch = new Batch(images.shape(), dataset.task(), capacity);
        float[] unusedGradient =
                new float[ArrayLength.of(capacity * network.output().size())];
        double sum = 0;
        long correct = 0;
        try (var inference = new Inference(executor, network, weights, capacity)) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batch.fill(executor, batches, b, NO_SMOOTHING);
                loss.compute(inference.run(batch.nchw(), count), batch.targets(), count, unusedGradient);
                sum += loss.sum();
                correct += loss.correct();
            }
        }
        return ClassificationMetrics.of(sum, correct, images.count());
    }
}
