package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.CandidateSettings;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.training.TrainingOptions;
import java.util.OptionalInt;

/**
 * Training of the networks of {@link CommandRequest}s with one recipe and one data set. Images that were prepared for one network are
 * used for the next. Thread-safe.
 */
public final class RequestedTraining {
    private static final int THREADS = 1;

    private final CandidateTraining training;

    private RequestedTraining(CandidateTraining training) {
        this.training = training;
    }

    /**
     * @param spec    the training of a {@link CommandRequest.Training}
     * @param dataset a data set with as many classes as the networks
     * @param seed    seed of the search
     */
    public static RequestedTraining open(AccuracySpec spec, Dataset dataset, long seed) {
        return switch (spec) {
            case AccuracySpec.Training(int epochs, CandidateSettings candidates) ->
                new RequestedTraining(new CandidateTraining(epochs, candidates, dataset, seed));
            case AccuracySpec.Halving halving ->
                new RequestedTraining(new CandidateTraining(halving.epochs(), halving.candidates(), dataset, seed));
            case AccuracySpec.Supernet _,
                    AccuracySpec.Csv _,
                    AccuracySpec.Predicted _,
                    AccuracySpec.Command _,
                    AccuracySpec.ZeroCost _,
                    AccuracySpec.Featured _ ->
                throw new IllegalArgumentException("No training of one network: " + spec.text());
        };
    }

    /**
     * The accuracy after training.
     *
     * @param rung the number of epochs after which successive halving would pause; empty for the whole training. A training to a rung
     *             gives the accuracy of one that paused at earlier rungs
     */
    public double accuracy(Architecture architecture, long seed, OptionalInt rung) throws InterruptedException {
        TrainingOptions options = rung.isPresent()
                ? TrainingOptions.DEFAULTS.withStopAfterEpoch(rung.getAsInt())
                : TrainingOptions.DEFAULTS;
        try (var executor = new Executor(THREADS)) {
            return training.accuracy(executor, architecture, seed, _ -> options);
        }
    }
}
