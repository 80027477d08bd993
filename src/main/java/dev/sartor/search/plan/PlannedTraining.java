package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.network.Precision;
import dev.sartor.search.problem.Budget;
import java.time.Duration;
import java.util.Optional;

/**
 * What a planned search does after its last trial: it measures the latency of its best networks, trains some of them (the finalists)
 * longer, and trains the winner. Trainings are given as epochs, not as times, so that they are the same on every machine.
 *
 * @param time      the time that the user gave for the whole search, for which the plan was made
 * @param measuring time limit of the measurement on each device
 * @param finalists number of networks that are trained longer
 * @param finals    how they are trained; empty if the most promising network wins without further training
 * @param epochs    epochs of the final training of the winner
 * @param batchSize batch size of the final training
 */
public record PlannedTraining(
        Duration time,
        Duration measuring,
        int finalists,
        Optional<AccuracySpec.Halving> finals,
        int epochs,
        int batchSize) {
    public PlannedTraining {
        if (!time.isPositive() || !measuring.isPositive() || finalists < 1 || epochs < 1 || batchSize < 2) {
            throw new IllegalArgumentException("A planned training needs a time, a finalist, an epoch and batches of at"
                    + " least 2, not " + time + ", " + measuring + ", " + finalists + ", " + epochs + " and "
                    + batchSize);
        }
        if (time.compareTo(Budget.MAX_TIME) > 0 || measuring.compareTo(Budget.MAX_TIME) > 0) {
            throw new IllegalArgumentException(
                    "A planned training and its measurement take at most " + Budget.MAX_TIME.toDays() + " days, not "
                            + time.toSeconds() + " and " + measuring.toSeconds() + " s");
        }
        if (finals.isEmpty() != (finalists == 1)) {
            throw new IllegalArgumentException(
                    "A planned training has several finalists and their training, or a single one without, not "
                            + finalists + " and "
                            + finals.map(AccuracySpec::text).orElse("none"));
        }
    }

    /** The same training, with finalists evaluated in this precision. */
    public PlannedTraining withPrecision(Precision precision) {
        return new PlannedTraining(
                time, measuring, finalists, finals.map(f -> f.withPrecision(precision)), epochs, batchSize);
    }
}
