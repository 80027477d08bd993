package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;

/** Receives the progress events of a training, on the thread that trains. */
public interface TrainingListener {

    /** Ignores all events. */
    TrainingListener NO_OP = new TrainingListener() {};

    /**
     * The progress of a training.
     *
     * @param epoch           the current epoch, counted from 1
     * @param epochs          number of epochs of the whole training
     * @param images          images trained on so far, in all epochs
     * @param totalImages     number of images of the whole training, in all epochs
     * @param training        loss and accuracy on the training images of the current epoch so far
     * @param imagesPerSecond mean since training started or was resumed
     */
    record Progress(
            int epoch,
            int epochs,
            long images,
            long totalImages,
            ClassificationMetrics training,
            double imagesPerSecond) {}

    /** Called after every step. */
    default void afterStep(Progress progress) {}

    /** Called after every epoch. */
    default void afterEpoch(EpochResult result) {}
}
