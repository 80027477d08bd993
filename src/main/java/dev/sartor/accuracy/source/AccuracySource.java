package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where the accuracy of an architecture, or a score in its place, comes from. Safe to be asked by several threads at once. The answer depends on
 * the architecture and the seed only, never on what was asked before or at the same time.
 */
public interface AccuracySource {

    /**
     * Opens the source that the user asked for.
     *
     * @param space   whose architectures will be asked for, with the classes of the data set
     * @param dataset if the run has one
     * @param seed    of choices that hold for all architectures
     * @throws UserError if it cannot be opened, or needs images and there are none
     */
    static AccuracySource open(AccuracySpec spec, SearchSpace space, Optional<Dataset> dataset, long seed) {
        return switch (spec) {
            case AccuracySpec.Csv(Path file) -> AccuracyTable.read(file, space);
            case AccuracySpec.Predicted(Path file) -> PredictorSource.read(file, space, seed);
            case AccuracySpec.Halving halving -> new SuccessiveHalving(halving, images(halving, dataset), seed);
            case AccuracySpec.Command command -> new CommandSource(command);
            case AccuracySpec.Scored scored ->
                new ProxySource(
                        scored,
                        scored.score().needsImages() ? Optional.of(images(scored, dataset)) : Optional.empty(),
                        seed);
            case AccuracySpec.Supernet supernet -> new SupernetSource(supernet, space, images(supernet, dataset), seed);
            case AccuracySpec.Training training -> new ShortTraining(training, images(training, dataset), seed);
        };
    }

    private static Dataset images(AccuracySpec spec, Optional<Dataset> dataset) {
        return dataset.orElseThrow(() -> new UserError(
                "images are needed", "accuracy '" + spec.text() + "'", "add --data with a folder of images or shapes"));
    }

    /** What its answers are. */
    default EvaluationMetric measure() {
        return EvaluationMetric.ACCURACY;
    }

    /**
     * How good an architecture is, the greater the better: its accuracy as a share of right answers, in [0, 1], or a score
     * where {@link #measure} says so.
     *
     * @throws InterruptedException if the thread was interrupted; nothing is kept of the attempt
     * @throws UserError if it has none for a reason the user can fix
     */
    double score(Architecture architecture, long seed) throws InterruptedException;

    /** What it is, in a few words, for the report. */
    String description();

    /**
     * Does what must be done before the first answer, so that it may use all threads and be heard; without it the first answer
     * takes that long. Asked to stop, it keeps what it has and returns.
     *
     * @param listener hears how training goes, if that is what must be done
     */
    default void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {}

    /** How many architectures it wants to be asked for at once, where so many threads may compute. */
    default int workers(int threads) {
        return threads;
    }

    /**
     * Takes over what it would otherwise have to learn before the first answer, if another source of the same kind, space, data
     * and seed left it in one of these folders. To be asked before {@link #prepare}.
     *
     * @param folders of other sources, as {@link #keepingIn} says
     * @return the one that it came from
     */
    default Optional<Path> takeOver(List<Path> folders) {
        return Optional.empty();
    }

    /** SHA-256 of what it learnt before the first answer and keeps in its folder; empty until then, and where nothing is learnt. */
    default Optional<String> learnt() {
        return Optional.empty();
    }

    /**
     * Weights with which an architecture can be trained on, if the source has such: those it is judged with.
     *
     * @throws UserError if the architecture is none of the space
     */
    default Optional<Weights> weights(Executor executor, Architecture architecture) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * This source with a folder of its own, where it may keep what would be costly to lose or useful to read. The answers
     * are the same. The folder is made when it is first needed.
     */
    default AccuracySource keepingIn(Path folder) {
        return this;
    }
}
