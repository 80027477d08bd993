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
        if (images.count() == 0) {
            throw new IllegalArgumentException(
                    "No images to evaluate " + quantised.network().name() + " on");
        }
        int capacity = Math.min(BATCH_SIZE, images.count());
        Loss loss = Loss.of(dataset.task());
        var batches = Batches.inOrder(images, dataset.normalisation(), capacity);
        var batch = new Batch(images.shape(), dataset.task(), capacity);
        float[] unused =
                new float[ArrayLength.of(capacity * quantised.network().output().size())];
        double sum = 0;
        long correct = 0;
        try (var simulator = new Simulator(executor, quantised, capacity)) {
            for (int b = 0; b < batches.count(); b++) {
                int count = batch.fill(executor, batches, b, 0);
                loss.compute(simulator.run(batch.nchw(), count), batch.targets(), count, unused);
                sum += loss.sum();
                correct += loss.correct();
            }
        }
        return ClassificationMetrics.of(sum, correct, images.count());
    }
}
