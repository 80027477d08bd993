package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.arch.Architecture;
import dev.sartor.base.file.TemporaryFolder;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.TrainingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Accuracy source by successive halving (Jamieson, Talwalkar, arXiv 1502.07943; Li et al.: Hyperband, arXiv 1603.06560): all
 * candidates of a population are trained for few epochs (the first rung), the best of them for more (the next rung), and so
 * on. A promoted training continues where it paused. All trainings follow one learning rate schedule, so the accuracies of a
 * rung are comparable. The accuracy of a candidate is that at its last rung.
 */
public final class SuccessiveHalving implements PopulationSource {
    private final AccuracySpec.Halving spec;
    private final CandidateTraining training;
    private final Optional<Path> folder;
    private final Optional<RemoteTraining> remote;
    private RungResults results;

    /** Training of candidates by other processes; it gives the same accuracies. */
    public interface RemoteTraining extends AutoCloseable {
        /**
         * Trains networks to a rung.
         *
         * @param epochs of the rung
         * @param receiver is called with each accuracy as soon as it is known, by several threads
         */
        void train(List<Architecture> networks, long seed, int epochs, Result receiver) throws InterruptedException;

        /** Receives the accuracy of a network. */
        @FunctionalInterface
        interface Result {
            void known(int network, double accuracy);
        }

        /** The same training, with a folder for logs. */
        RemoteTraining withLogFolder(Path folder);

        @Override
        void close();
    }

    SuccessiveHalving(AccuracySpec.Halving spec, Dataset dataset, long seed) {
        this(
                spec,
                new CandidateTraining(spec.epochs(), spec.candidates(), dataset, seed),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A source with a cache folder.
     *
     * @param seed seed of the sample of training images
     */
    public SuccessiveHalving(AccuracySpec.Halving spec, Dataset dataset, long seed, Path folder) {
        this(
                spec,
                new CandidateTraining(spec.epochs(), spec.candidates(), dataset, seed),
                Optional.of(folder),
                Optional.empty());
    }

    private SuccessiveHalving(
            AccuracySpec.Halving spec,
            CandidateTraining training,
            Optional<Path> folder,
            Optional<RemoteTraining> remote) {
        this.spec = spec;
        this.training = training;
        this.folder = folder;
        this.remote = remote;
    }

    /** The same source, with candidates trained by other processes. */
    public SuccessiveHalving withRemoteTraining(RemoteTraining other) {
        return new SuccessiveHalving(spec, training, folder, Optional.of(other));
    }

    @Override
    public AccuracySource withCacheFolder(Path cacheFolder) {
        return new SuccessiveHalving(
                spec, training, Optional.of(cacheFolder), remote.map(r -> r.withLogFolder(cacheFolder)));
    }

    @Override
    public double[] scores(List<Architecture> population, long seed, int threads, PromotionRule promotion)
            throws InterruptedException {
        double[] scores = new double[population.size()];
        List<Integer> remaining = IntStream.range(0, scores.length).boxed().toList();
        List<Integer> epochs = spec.rungs();
        for (int rung = 0; rung < epochs.size(); rung++) {
            train(remaining, population, seed, epochs.get(rung), threads, scores);
            if (rung < epochs.size() - 1) {
                List<Integer> best = List.copyOf(
                        promotion.best(remaining, scores, Math.ceilDiv(remaining.size(), spec.reductionFactor())));
                remaining.stream()
                        .filter(i -> !best.contains(i))
                        .forEach(i -> deleteCheckpoint(population.get(i), seed));
                remaining = best;
            }
        }
        remaining.forEach(i -> deleteCheckpoint(population.get(i), seed));
        return scores;
    }

    /** Trains the remaining candidates until they have some epochs, and stores their scores. */
    private void train(
            List<Integer> remaining, List<Architecture> population, long seed, int epochs, int threads, double[] scores)
            throws InterruptedException {
        if (remote.isPresent()) {
            trainRemotely(remote.get(), remaining, population, seed, epochs, scores);
            return;
        }
        WorkerPool.ofThreads(threads)
                .forEach(
                        remaining.size(),
                        (executor, i) -> scores[remaining.get(i)] =
                                train(executor, population.get(remaining.get(i)), seed, epochs));
    }

    private void trainRemotely(
            RemoteTraining training,
            List<Integer> remaining,
            List<Architecture> population,
            long seed,
            int epochs,
            double[] scores)
            throws InterruptedException {
        List<Integer> unknown = new ArrayList<>();
        for (int i : remaining) {
            OptionalDouble known = results().accuracy(ArchitectureSeed.of(population.get(i), seed), epochs);
            if (known.isPresent()) {
                scores[i] = known.getAsDouble();
            } else {
                unknown.add(i);
            }
        }
        List<Architecture> networks = unknown.stream().map(population::get).toList();
        training.train(networks, seed, epochs, (network, accuracy) -> {
            scores[unknown.get(network)] = accuracy;
            results().record(ArchitectureSeed.of(networks.get(network), seed), epochs, accuracy);
        });
    }

    private double train(Executor executor, Architecture architecture, long seed, int epochs)
            throws InterruptedException {
        long trainingId = ArchitectureSeed.of(architecture, seed);
        OptionalDouble known = results().accuracy(trainingId, epochs);
        if (known.isPresent()) {
            return known.getAsDouble();
        }
        double accuracy = training.accuracy(
                executor,
                architecture,
                seed,
                fold -> TrainingOptions.DEFAULTS
                        .withCheckpoint(results().checkpoint(trainingId + fold))
                        .withStopAfterEpoch(epochs));
        results().record(trainingId, epochs, accuracy);
        return accuracy;
    }

    private void deleteCheckpoint(Architecture architecture, long seed) {
        for (int fold = 0; fold < training.folds(); fold++) {
            results().deleteCheckpoint(ArchitectureSeed.of(architecture, seed) + fold);
        }
    }

    private synchronized RungResults results() {
        if (results == null) {
            results = RungResults.open(
                    folder.orElseGet(() -> TemporaryFolder.create("halving").path()));
        }
        return results;
    }

    @Override
    public Optional<EvaluationSet> evaluationSet() {
        return Optional.of(training.evaluationSet());
    }

    @Override
    public void close() {
        remote.ifPresent(RemoteTraining::close);
    }

    @Override
    public String description() {
        return "successive halving: the best of each " + spec.reductionFactor() + " after "
                + String.join(", ", spec.rungs().stream().map(String::valueOf).toList()) + " epochs of "
                + training.description();
    }
}
