package dev.sartor.executor.quantisation;

import dev.sartor.base.ArrayLength;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.Batch;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;

/** Loss and accuracy of 8-bit networks, as the simulator computes them. */
public final class QuantisedEvaluation {
    private static final int BATCH_SIZE = 64;
    private static final double NO_LABEL_SMOOTHING = 0;

    private QuantisedEvaluation() {}

    /**
     * Loss and accuracy of a trained network in 8-bit integers, quantised without further training and with the default options.
     *
     * @param dataset whose training images calibrate
     * @param images  one image or more to evaluate
     * @param seed    chooses the calibration images
     */
    public static ClassificationMetrics score(
            Executor executor, Network network, Weights weights, Dataset dataset, Images images, long seed) {
        QuantisedNetwork quantised = PostTrainingQuantisation.quantise(
                executor,
                BatchNormFolding.of(network, weights),
                dataset,
                dataset.normalisation(),
                seed,
                QuantisationOptions.defaults());
        return score(executor, quantised, dataset, images);
    }

    /**
     * Loss and accuracy of an 8-bit network.
     *
     * @param dataset the data set of the images, which has their task and normalisation
     * @param images  one image or more to evaluate
     */
    public static ClassificationMetrics score(
            Executor executor, QuantisedNetwork quantised, Dataset dataset, Images images) {
        Loss loss = Loss.of(dataset.task());
        float[] unusedGradient = new float
                [ArrayLength.of(BATCH_SIZE * quantised.network().output().size())];
        // of the losses, and of the correct answers
        double[] sums = new double[2];
        forEachBatch(executor, quantised, dataset, images, (logits, batch, count) -> {
            loss.compute(logits, batch.targets(), count, unusedGradient);
            sums[0] += loss.sum();
            sums[1] += loss.correct();
        });
        return ClassificationMetrics.of(sums[0], (long) sums[1], images.count());
    }

    /** For each image whether its largest logit is that of its class; of equal logits the first counts. */
    public static boolean[] correctPredictions(
            Executor executor, QuantisedNetwork quantised, Dataset dataset, Images images) {
        var correct = new boolean[images.count()];
        int[] evaluated = new int[1];
        forEachBatch(executor, quantised, dataset, images, (logits, batch, count) -> {
            int classes = batch.targets().classes();
            for (int i = 0; i < count; i++) {
                correct[evaluated[0]++] = batch.targets().argMax(logits, i * classes) == batch.labels()[i];
            }
        });
        return correct;
    }

    private interface BatchTask {
        void run(float[] logits, Batch batch, int images);
    }

    private static void forEachBatch(
            Executor executor, QuantisedNetwork quantised, Dataset dataset, Images images, BatchTask task) {
        if (images.count() == 0) {
            throw new IllegalArgumentException(
                    "No images to evaluate " + quantised.network().name() + " on");
        }
        int capacity = Math.min(BATCH_SIZE, images.count());
        var batches = Batches.inOrder(images, dataset.normalisation(), capacity);
        var batch = new Batch(images.shape(), dataset.task(), capacity);
        try (var simulator = new Simulator(executor, quantised, capacity)) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batch.fill(executor, batches, b, NO_LABEL_SMOOTHING);
                task.run(simulator.run(batch.nchw(), count), batch, count);
            }
        }
    }
}
