package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Sha256;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import dev.sartor.supernet.SharedWeights;
import dev.sartor.supernet.SubnetEvaluator;
import dev.sartor.supernet.SupernetRecipe;
import dev.sartor.supernet.SupernetTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Judges candidates by one set of weights that all share: it is trained once, before the first answer, and each candidate is
 * cut out of it, adapted for a few steps if wanted, and judged on the validation images; a population is judged in one go, since
 * networks that begin alike share work. The test images are never looked at.
 */
final class SupernetSource implements PopulationSource {
    private static final String FILE = "supernet.bin";

    private final AccuracySpec.Supernet spec;
    private final SearchSpace space;
    private final Dataset dataset;
    private final long seed;
    private final Optional<Path> folder;
    private SubnetEvaluator judge;

    /**
     * @param dataset whose classes the space has, at its greatest resolution
     * @param seed    of weights, order and choice of training images
     */
    SupernetSource(AccuracySpec.Supernet spec, SearchSpace space, Dataset dataset, long seed) {
        this(spec, space, limited(dataset, spec, seed), seed, Optional.empty());
    }

    private SupernetSource(
            AccuracySpec.Supernet spec, SearchSpace space, Dataset dataset, long seed, Optional<Path> folder) {
        this.spec = spec;
        this.space = space;
        this.dataset = dataset;
        this.seed = seed;
        this.folder = folder;
    }

    private static Dataset limited(Dataset d, AccuracySpec.Supernet spec, long seed) {
        Images train = spec.images().isPresent()
                ? d.train().stratifiedSample(spec.images().getAsInt(), seed)
                : d.train();
        return d.withoutTest(train);
    }

    @Override
    public AccuracySource keepingIn(Path own) {
        return new SupernetSource(spec, space, dataset, seed, Optional.of(own));
    }

    @Override
    public Optional<Path> takeOver(List<Path> folders) {
        if (folder.isEmpty() || Files.exists(file())) {
            return Optional.empty();
        }
        Optional<Path> found = folders.stream()
                .filter(f -> SupernetTrainer.isFinished(f.resolve(FILE), space, dataset, recipe(), seed))
                .findFirst();
        found.ifPresent(f -> AtomicFile.write(file(), out -> Files.copy(f.resolve(FILE), out)));
        return found;
    }

    @Override
    public synchronized Optional<String> learnt() {
        return judge == null || folder.isEmpty() ? Optional.empty() : Optional.of(Sha256.of(file()));
    }

    @Override
    public Optional<Weights> weights(Executor executor, Architecture architecture) throws InterruptedException {
        return Optional.of(judge(executor.threads(), TrainingListener.NO_OP, () -> false)
                .weights(executor, space.encode(architecture)));
    }

    @Override
    public void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        try {
            judge(threads, listener, cancelled);
        } catch (CancellationException e) {
            // the progress is in the checkpoint; the caller handles the cancellation
        }
    }

    @Override
    public double[] scores(List<Architecture> population, long ofSearch, int threads, Promotion promotion)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return judge(threads, TrainingListener.NO_OP, () -> false)
                    .scores(
                            WorkerPool.ofThreads(threads),
                            population.stream().map(space::encode).toList())
                    .stream()
                    .mapToDouble(ClassificationMetrics::accuracy)
                    .toArray();
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
    }

    private synchronized SubnetEvaluator judge(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        if (judge == null) {
            try (var executor = new Executor(threads)) {
                SharedWeights shared = SupernetTrainer.train(
                        executor,
                        space,
                        dataset,
                        recipe(),
                        seed,
                        listener,
                        control().withCancellation(cancelled));
                judge = new SubnetEvaluator(shared, dataset, dataset.validation(), spec.tuned());
            }
        }
        return judge;
    }

    private SupernetRecipe recipe() {
        SupernetRecipe usual = SupernetRecipe.standard(spec.epochs());
        return spec.sandwich() > 0 ? usual.withSubnetsPerStep(spec.sandwich()).withSandwich() : usual;
    }

    private TrainingOptions control() {
        return folder.isEmpty() ? TrainingOptions.DEFAULTS : TrainingOptions.DEFAULTS.withCheckpoint(file());
    }

    private Path file() {
        return made(folder.orElseThrow()).resolve(FILE);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String description() {
        String sandwich = spec.sandwich() == 0
                ? ""
                : "the largest, the smallest and " + spec.sandwich() + " others at each step, ";
        String tuned = spec.tuned() == 0 ? "" : "each network adapted for " + spec.tuned() + " steps, ";
        return "a supernet trained for %d x %d images of %s, %s%sjudged on %d others"
                .formatted(
                        spec.epochs(),
                        dataset.train().count(),
                        dataset.name(),
                        sandwich,
                        tuned,
                        dataset.validation().count());
    }
}
