package dev.sartor.delivery;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.data.Dataset;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.search.front.Trial;
import java.util.List;
import java.util.Optional;

/** Receives the progress events of a {@link RunDelivery}, on the thread that runs it. */
public interface DeliveryListener {

    /** The device of a latency table cannot be reached: its latencies remain predictions. */
    default void deviceUnavailable(String table) {}

    /** The most accurate networks of the front are about to be measured. */
    default void frontMeasurementStarted(int networks) {}

    /** The finalists of a planned search are about to be trained longer. */
    default void finalsStarted(List<Trial> finalists, AccuracySpec.Halving training) {}

    /** The finalists were compared. */
    default void finalsFinished(Finals finals) {}

    /**
     * A trial is about to be trained.
     *
     * @param weightsFrom the run whose shared weights the training starts from; empty for new weights
     */
    default void trainingStarted(int trial, Dataset dataset, Recipe recipe, Optional<String> weightsFrom) {}

    /** A trained trial is about to be trained further in 8-bit integers. */
    default void quantisedTrainingStarted(int trial, int epochs) {}

    /** A trial is not trained, because it was trained with the same settings before. */
    default void alreadyTrained(int trial) {}

    /** Baselines are about to be measured as whole networks. */
    default void baselineMeasurementStarted(int networks) {}

    /** A baseline, or the winner with another seed, is about to be trained. */
    default void baselineTrainingStarted(String description, long seed, Dataset dataset, Recipe recipe) {}

    /** The data are inconsistent in a way that is not an error: for example, the images are not those of the training. */
    default void warning(String text) {}

    /** A trained trial is about to be exported, checked and measured. */
    default void exportStarted(int trial) {}

    /** A trained trial is about to be quantised with the ranges of {@code images} images, exported, checked and measured. */
    default void quantisedExportStarted(int trial, int images) {}

    /** A step is complete and its files are written. */
    default void stepFinished() {}

    /** Receives the progress of each training. */
    TrainingListener trainingListener();

    /** Receives the progress of each measurement. */
    MeasurementListener measurementListener();
}
