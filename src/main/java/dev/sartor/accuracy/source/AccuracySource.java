package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
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
 * Source of the accuracies of architectures, or of scores of untrained networks. Thread-safe. A score depends on the
 * architecture and the seed only, not on earlier or simultaneous calls.
 */
public interface AccuracySource extends AutoCloseable {

    /**
     * Opens a source.
     *
     * @param space   the search space of the architectures, with as many classes as the data set
     * @param dataset empty if the run has none
     * @param seed    seed of what is random for all architectures together, such as the sample of training images
     * @throws UserError if the source cannot be opened, or needs images and there are none
     */
    static AccuracySource open(AccuracySpec spec, SearchSpace space, Optional<Dataset> dataset, long seed) {
        return switch (spec) {
            case AccuracySpec.Featured featured ->
                openFeatured(featured, space, seed, part -> open(part, space, dataset, seed));
            case AccuracySpec.Csv(Path file) -> AccuracyTable.read(file, space);
            case AccuracySpec.Predicted(Path file) -> PredictorSource.read(file, space, seed);
            case AccuracySpec.Halving halving -> new SuccessiveHalving(halving, images(halving, dataset), seed);
            case AccuracySpec.Command command -> new CommandSource(command, dataset.map(CommandRequest.Data::of));
            case AccuracySpec.ZeroCost zeroCost ->
                new ProxySource(
                        zeroCost,
                        zeroCost.proxy().needsImages() ? Optional.of(images(zeroCost, dataset)) : Optional.empty(),
                        seed);
            case AccuracySpec.Supernet supernet -> new SupernetSource(supernet, space, images(supernet, dataset), seed);
            case AccuracySpec.Training training -> new ShortTraining(training, images(training, dataset), seed);
        };
    }

    /** Opens the parts of a source: where accuracies come from, and each of its features. */
    @FunctionalInterface
    interface Opener {
        AccuracySource open(AccuracySpec part);
    }

    /** Opens a source with features, whose parts are opened by {@code opener}, for example on other machines. */
    static AccuracySource openFeatured(AccuracySpec.Featured spec, SearchSpace space, long seed, Opener opener) {
        FeatureSources sources = FeatureSources.open(spec.features(), space, seed, opener);
        return spec.accuracies() instanceof AccuracySpec.Predicted(Path file)
                ? PredictorSource.read(file, space, seed, sources)
                : new FeaturedSource(opener.open(spec.accuracies()), sources);
    }

    private static Dataset images(AccuracySpec spec, Optional<Dataset> dataset) {
        return dataset.orElseThrow(() -> new UserError(
                "images are needed", "accuracy '" + spec.text() + "'", "add --data with a folder of images or shapes"));
    }

    /** The metric of the scores. */
    default EvaluationMetric metric() {
        return EvaluationMetric.ACCURACY;
    }

    /**
     * The score of an architecture in the unit of {@link #metric}; larger is better.
     *
     * @throws InterruptedException if the thread was interrupted
     * @throws UserError if there is no score, for a reason that the user can correct
     */
    double score(Architecture architecture, long seed) throws InterruptedException;

    /** Features of networks that a predictor may use besides the choices of genomes and the sizes of networks. */
    default List<SourceFeature> features() {
        return List.of();
    }

    /** The images that accuracies are measured on; empty if the source does not measure them itself. */
    default Optional<EvaluationSet> evaluationSet() {
        return Optional.empty();
    }

    /** A short description for the report. */
    String description();

    /**
     * Trains what the source needs before the first score, on several threads. Without this call, the first score includes this
     * training. If cancelled, it stores its progress and returns.
     *
     * @param threads  number of threads
     * @param listener receives the progress of training
     */
    default void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {}

    /** The number of architectures to evaluate at once if {@code threads} may compute. */
    default int workers(int threads) {
        return threads;
    }

    /**
     * Reuses the trained state of another source with the same specification, space, data and seed. To be called before
     * {@link #prepare}.
     *
     * @param folders cache folders of other sources, see {@link #withCacheFolder}
     * @return the folder with the state; empty if none has it
     */
    default Optional<Path> reuseFrom(List<Path> folders) {
        return Optional.empty();
    }

    /** SHA-256 of the trained state in the cache folder; empty before training, and for sources that train nothing. */
    default Optional<String> fingerprint() {
        return Optional.empty();
    }

    /**
     * The weights that an architecture is evaluated with, if the source has them; training may continue from them.
     *
     * @throws UserError if the architecture does not belong to the space
     */
    default Optional<Weights> weights(Executor executor, Architecture architecture) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * The same source with a cache folder for trained state, intermediate results and logs. The scores are the same. The
     * folder is created when it is first needed.
     */
    default AccuracySource withCacheFolder(Path folder) {
        return this;
    }

    /**
     * Releases the memory of models. A source derived by {@link #withCacheFolder} and the one that it was derived from may share
     * models; close only one of the two.
     */
    @Override
    default void close() {}
}
