package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Successive halving (Jamieson, Talwalkar, arXiv 1502.07943; Li et al.: Hyperband, arXiv 1603.06560): a population trains for
 * few epochs, the best part of it for more, and so on. Those that go on take up their training where it paused, on one
 * schedule for all epochs; so all are judged at the same point of it, and one that fell behind has the accuracy of that point.
 */
public final class SuccessiveHalving implements PopulationSource {
    private final AccuracySpec.Halving spec;
    private final CandidateTraining training;
    private final Optional<Path> folder;
    private RungResults rungs;

    SuccessiveHalving(AccuracySpec.Halving spec, Dataset dataset, long seed) {
        this(spec, new CandidateTraining(spec.epochs(), spec.images(), dataset, seed), Optional.empty());
    }

    private SuccessiveHalving(AccuracySpec.Halving spec, CandidateTraining training, Optional<Path> folder) {
        this.spec = spec;
        this.training = training;
        this.folder = folder;
    }

    @Override
    public AccuracySource keepingIn(Path own) {
        return new SuccessiveHalving(spec, training, Optional.of(own));
    }

    @Override
    public double[] scores(List<Architecture> population, long seed, int threads, Promotion promotion)
            throws InterruptedException {
        double[] scores = new double[population.size()];
        List<Integer> running = IntStream.range(0, scores.length).boxed().toList();
        List<Integer> epochs = spec.rungs();
        for (int rung = 0; rung < epochs.size(); rung++) {
            train(running, population, seed, epochs.get(rung), threads, scores);
            if (rung < epochs.size() - 1) {
                List<Integer> best =
                        List.copyOf(promotion.best(running, scores, Math.ceilDiv(running.size(), spec.keep())));
                running.stream().filter(i -> !best.contains(i)).forEach(i -> drop(population.get(i), seed));
                running = best;
            }
        }
        running.forEach(i -> drop(population.get(i), seed));
        return scores;
    }

    private void train(
            List<Integer> running, List<Architecture> population, long seed, int epochs, int threads, double[] scores)
            throws InterruptedException {
        WorkerPool.ofThreads(threads)
                .forEach(
                        running.size(),
                        (executor, i) ->
                                scores[running.get(i)] = train(executor, population.get(running.get(i)), seed, epochs));
    }

    private double train(Executor executor, Architecture architecture, long seed, int epochs)
            throws InterruptedException {
        long own = ArchitectureSeed.of(architecture, seed);
        OptionalDouble known = rungs().accuracy(own, epochs);
        if (known.isPresent()) {
            return known.getAsDouble();
        }
        double accuracy = training.accuracy(
                executor,
                architecture,
                seed,
                TrainingOptions.DEFAULTS.withCheckpoint(rungs().checkpoint(own)).withStopAfterEpoch(epochs));
        rungs().add(own, epochs, accuracy);
        return accuracy;
    }

    private void drop(Architecture architecture, long seed) {
        rungs().drop(ArchitectureSeed.of(architecture, seed));
    }

    private synchronized RungResults rungs() {
        if (rungs == null) {
            rungs = RungResults.open(folder.orElseGet(SuccessiveHalving::temporary));
        }
        return rungs;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("sartor-halving-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String description() {
        return "successive halving: the best of each " + spec.keep() + " after "
                + String.join(", ", spec.rungs().stream().map(String::valueOf).toList()) + " epochs of "
                + training.description();
    }
}
