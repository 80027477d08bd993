package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;

/** Hears how training goes, on the thread that trains. */
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * Where training stands.
     *
     * @param epoch       the present one, counted from 1
     * @param epochs      how many there will be
     * @param images      trained on so far, in all epochs
     * @param totalImages to be trained on in all
     * @param training    of the present epoch so far
     * @param imagesPerSecond since training started or was resumed
     */
    record Progress(
            int epoch,
            int epochs,
            long images,
            long totalImages,
            ClassificationMetrics training,
            double imagesPerSecond) {}

    /** After every step. */
    default void step(Progress progress) {}

    /** After every epoch. */
    default void epoch(EpochResult result) {}
}
