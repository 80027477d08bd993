package dev.sartor.executor.quantisation;

import dev.sartor.arch.Task;
import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Inference;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.quantisation.QuantisedNetwork;

/**
 * How quantisation changes the answers of a classifier.
 *
 * @param images    number of images
 * @param fp32Right number of images that the network classifies correctly
 * @param int8Right number of images that its 8-bit form classifies correctly
 * @param changed   number of images that the two classify differently
 */
public record QuantisationLoss(int images, int fp32Right, int int8Right, int changed) {
    private static final int BATCH = 64;

    public QuantisationLoss {
        if (images < 1 || fp32Right < 0 || int8Right < 0 || changed < 0 || changed > images) {
            throw new IllegalArgumentException(
                    "Of " + images + " images " + fp32Right + " and " + int8Right + " right, " + changed + " changed");
        }
    }

    /**
     * Compares a network with its 8-bit form on one image or more.
     *
     * @param folded the network, with its batch norms folded into convolutions
     * @param task   the classes of the images
     */
    public static QuantisationLoss of(
            Executor executor,
            BatchNormFolding folded,
            QuantisedNetwork quantised,
            Task task,
            Images images,
            Normalisation normalisation) {
        int capacity = Math.min(BATCH, images.count());
        var batches = Batches.inOrder(images, normalisation, capacity);
        var batch = new Batch(images.shape(), task, capacity);
        double noSmoothing = 0;
        int[] counts = new int[3];
        try (var inference = new Inference(executor, folded.network(), folded.weights(), capacity);
                var simulator = new Simulator(executor, quantised, capacity)) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batch.fill(executor, batches, b, noSmoothing);
                count(inference.run(batch.nchw(), count), simulator.run(batch.nchw(), count), batch, count, counts);
            }
        }
        return new QuantisationLoss(images.count(), counts[0], counts[1], counts[2]);
    }

    /** @param counts receives the components of the result, without {@code images} */
    private static void count(float[] fp32, float[] int8, Batch batch, int images, int[] counts) {
        int classes = batch.targets().classes();
        for (int i = 0; i < images; i++) {
            int fp32Class = batch.targets().argMax(fp32, i * classes);
            int int8Class = batch.targets().argMax(int8, i * classes);
            counts[0] += fp32Class == batch.labels()[i] ? 1 : 0;
            counts[1] += int8Class == batch.labels()[i] ? 1 : 0;
            counts[2] += int8Class == fp32Class ? 0 : 1;
        }
    }

    /** Accuracy of the network, in [0, 1]. */
    public double fp32Accuracy() {
        return (double) fp32Right / images;
    }

    /** Accuracy of its 8-bit form, in [0, 1]. */
    public double int8Accuracy() {
        return (double) int8Right / images;
    }

    /** The accuracy that is lost, in [-1, 1]. */
    public double loss() {
        return (double) (fp32Right - int8Right) / images;
    }
}
