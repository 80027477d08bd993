package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Folders;
import dev.sartor.base.file.Sha256;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import dev.sartor.supernet.Refinements;
import dev.sartor.supernet.SharedWeights;
import dev.sartor.supernet.SubnetEvaluator;
import dev.sartor.supernet.SupernetRecipe;
import dev.sartor.supernet.SupernetTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Accuracy source by a supernet: weights that all candidates share. It is trained once, before the first score. Each
 * candidate is evaluated with its part of the weights on the validation images, after a few steps of fine-tuning if the user
 * asks for them. A population is evaluated in one call, since networks whose first blocks are equal share computations. The
 * test images are never used.
 *
 * <p>The score is the accuracy that networks with the candidate's loss have on average ({@link LossScale}). After fine-tuning
 * it is the candidate's own accuracy, because the scale would be fitted to more fine-tuned networks than a search evaluates.
 */
public final class SupernetSource implements PopulationSource {
    private static final String FILE_NAME = "supernet.bin";

    /** Number of random networks that the scale from losses to accuracies is fitted to. */
    private static final int SCALE_NETWORKS = 48;

    private static final BooleanSupplier NEVER = () -> false;

    private final AccuracySpec.Supernet spec;
    private final SearchSpace space;
    private final Dataset dataset;
    private final long seed;
    private final Optional<Path> file;
    private final Optional<RemoteEvaluation> remote;
    private SubnetEvaluator evaluator;
    private Optional<LossScale> scale = Optional.empty();

    /** Evaluation of networks with the trained supernet by other processes; it gives the same results. */
    public interface RemoteEvaluation extends AutoCloseable {
        /**
         * Loss and accuracy of networks, in their order.
         *
         * @param trained the file with the trained supernet
         */
        List<ClassificationMetrics> metrics(Path trained, List<Architecture> networks) throws InterruptedException;

        /** The same evaluation, with a folder for logs. */
        RemoteEvaluation withLogFolder(Path folder);

        @Override
        void close();
    }

    /**
     * @param dataset a data set with the classes of the space, at its largest resolution
     * @param seed    seed of the initial weights and of the sample and order of training images
     */
    SupernetSource(AccuracySpec.Supernet spec, SearchSpace space, Dataset dataset, long seed) {
        this(spec, space, withLimitedTrainingImages(dataset, spec, seed), seed, Optional.empty(), Optional.empty());
    }

    private SupernetSource(
            AccuracySpec.Supernet spec,
            SearchSpace space,
            Dataset dataset,
            long seed,
            Optional<Path> file,
            Optional<RemoteEvaluation> remote) {
        this.spec = spec;
        this.space = space;
        this.dataset = dataset;
        this.seed = seed;
        this.file = file;
        this.remote = remote;
    }

    /**
     * A source whose supernet was trained by a search.
     *
     * @param file the trained supernet
     * @throws UserError if it was trained otherwise, or for another space or other images
     */
    public static SupernetSource trained(
            AccuracySpec.Supernet spec, SearchSpace space, Dataset dataset, long seed, Path file) {
        var source = new SupernetSource(
                spec, space, withLimitedTrainingImages(dataset, spec, seed), seed, Optional.of(file), Optional.empty());
        if (!SupernetTrainer.isFinished(file, space, source.dataset, source.recipe(), seed)) {
            throw new UserError(
                    "the supernet is not the one that this request describes",
                    file.toString(),
                    "delete the file; the search then sends it again");
        }
        return source;
    }

    /** The same source, with networks evaluated by other processes once the supernet is in the cache folder. */
    public SupernetSource withRemoteEvaluation(RemoteEvaluation other) {
        return new SupernetSource(spec, space, dataset, seed, file, Optional.of(other));
    }

    private static Dataset withLimitedTrainingImages(Dataset dataset, AccuracySpec.Supernet spec, long seed) {
        Images train = spec.images().isPresent()
                ? dataset.train().stratifiedSample(spec.images().getAsInt(), seed)
                : dataset.train();
        int oneStep = 1;
        int needed = SubnetEvaluator.fineTuningImages(spec.fineTuningSteps());
        if (needed > train.count()) {
            throw new UserError(
                    spec.fineTuningSteps() + " steps of fine-tuning need " + needed + " training images, there are "
                            + train.count(),
                    "accuracy '" + spec.text() + "'",
                    "write tuned=" + train.count() / SubnetEvaluator.fineTuningImages(oneStep)
                            + " or less, or give more images");
        }
        return dataset.withoutTest(train);
    }

    @Override
    public AccuracySource withCacheFolder(Path cacheFolder) {
        return new SupernetSource(
                spec,
                space,
                dataset,
                seed,
                Optional.of(cacheFolder.resolve(FILE_NAME)),
                remote.map(r -> r.withLogFolder(cacheFolder)));
    }

    @Override
    public Optional<Path> reuseFrom(List<Path> folders) {
        if (file.isEmpty() || Files.exists(file())) {
            return Optional.empty();
        }
        Optional<Path> found = folders.stream()
                .filter(f -> SupernetTrainer.isFinished(f.resolve(FILE_NAME), space, dataset, recipe(), seed))
                .findFirst();
        found.ifPresent(f -> AtomicFile.write(file(), out -> Files.copy(f.resolve(FILE_NAME), out)));
        return found;
    }

    @Override
    public synchronized Optional<String> fingerprint() {
        return evaluator == null || file.isEmpty() ? Optional.empty() : Optional.of(Sha256.of(file()));
    }

    @Override
    public Optional<Weights> weights(Executor executor, Architecture architecture) throws InterruptedException {
        return Optional.of(evaluator(executor.threads(), TrainingListener.NO_OP, NEVER)
                .weights(executor, space.encode(architecture)));
    }

    @Override
    public void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        try {
            evaluator(threads, listener, cancelled);
        } catch (CancellationException e) {
            // the progress is in the checkpoint; the caller handles the cancellation
        }
    }

    @Override
    public double[] scores(List<Architecture> population, long searchSeed, int threads, PromotionRule promotion)
            throws InterruptedException {
        List<ClassificationMetrics> metrics = metrics(population, threads);
        try {
            ToDoubleFunction<ClassificationMetrics> accuracy =
                    spec.fineTuningSteps() > 0 ? ClassificationMetrics::accuracy : scale(threads)::accuracy;
            return metrics.stream().mapToDouble(accuracy).toArray();
        } catch (CancellationException e) {
            throw interruption(e);
        }
    }

    /** The losses of networks on the validation images. */
    double[] losses(List<Architecture> networks, int threads) throws InterruptedException {
        return metrics(networks, threads).stream()
                .mapToDouble(ClassificationMetrics::loss)
                .toArray();
    }

    /** Loss and accuracy of networks on the validation images, in their order. */
    public List<ClassificationMetrics> metrics(List<Architecture> networks, int threads) throws InterruptedException {
        return metricsOf(networks.stream().map(space::encode).toList(), threads);
    }

    private List<ClassificationMetrics> metricsOf(List<Genome> networks, int threads) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            SubnetEvaluator trained = evaluator(threads, TrainingListener.NO_OP, NEVER);
            return remote.isPresent() && file.isPresent()
                    ? remote.get()
                            .metrics(
                                    file(), networks.stream().map(space::decode).toList())
                    : trained.scores(WorkerPool.ofThreads(threads), networks);
        } catch (CancellationException e) {
            throw interruption(e);
        }
    }

    private static InterruptedException interruption(CancellationException e) {
        return (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    }

    private synchronized LossScale scale(int threads) throws InterruptedException {
        if (scale.isEmpty()) {
            var random = new SplittableRandom(seed);
            List<Genome> sample = Stream.generate(() -> space.sample(random))
                    .limit(SCALE_NETWORKS)
                    .toList();
            scale = Optional.of(LossScale.of(metricsOf(sample, threads)));
        }
        return scale.get();
    }

    private synchronized SubnetEvaluator evaluator(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        if (evaluator == null) {
            try (var executor = new Executor(threads)) {
                SharedWeights shared = SupernetTrainer.train(
                        executor,
                        space,
                        dataset,
                        recipe(),
                        seed,
                        listener,
                        trainingOptions().withCancellation(cancelled));
                evaluator = new SubnetEvaluator(
                        shared, dataset, dataset.validation(), spec.fineTuningSteps(), spec.precision());
            }
        }
        return evaluator;
    }

    private SupernetRecipe recipe() {
        Refinements clipped = Refinements.NONE.withGradientNorm(spec.maxGradientNorm());
        SupernetRecipe recipe = SupernetRecipe.standard(spec.epochs())
                .withBatchSize(spec.batch())
                .with(spec.equalChoices() ? clipped.withEqualChoices() : clipped);
        return spec.sandwichNetworks() > 0
                ? recipe.withSubnetsPerStep(spec.sandwichNetworks()).withSandwich()
                : recipe;
    }

    private TrainingOptions trainingOptions() {
        return file.isEmpty() ? TrainingOptions.DEFAULTS : TrainingOptions.DEFAULTS.withCheckpoint(file());
    }

    private Path file() {
        Folders.create(file.orElseThrow().toAbsolutePath().getParent());
        return file.orElseThrow();
    }

    @Override
    public void close() {
        remote.ifPresent(RemoteEvaluation::close);
    }

    @Override
    public Optional<EvaluationSet> evaluationSet() {
        return Optional.of(EvaluationSet.of(dataset.validation()));
    }

    @Override
    public String description() {
        String sandwich = spec.sandwichNetworks() == 0
                ? ""
                : "the largest, the smallest and " + spec.sandwichNetworks() + " others in each step, ";
        String tuned =
                spec.fineTuningSteps() == 0 ? "" : "each network fine-tuned for " + spec.fineTuningSteps() + " steps, ";
        String precision = spec.precision() == Precision.FP32
                ? ""
                : "in " + spec.precision().token() + " ";
        return "a supernet trained for %s x %s images of %s, %s%sevaluated %son %s others"
                .formatted(
                        spec.epochs(),
                        dataset.train().count(),
                        dataset.name(),
                        sandwich,
                        tuned,
                        precision,
                        dataset.validation().count());
    }
}
