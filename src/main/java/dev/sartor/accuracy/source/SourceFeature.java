package dev.sartor.accuracy.source;

import dev.sartor.accuracy.predictor.NetworkFeature;
import dev.sartor.arch.Architecture;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Feature of networks that an accuracy source computes: a score of untrained networks, or the negative logarithm of a supernet's loss,
 * which ranks networks better than the supernet's accuracy. Call {@link #compute} before {@link #of}.
 */
public final class SourceFeature implements NetworkFeature {
    /** A loss of 0 counts as this one, because 0 has no logarithm. */
    private static final double MIN_LOSS = Double.MIN_NORMAL;

    private final String name;
    private final AccuracySource source;
    private final SearchSpace space;
    private final long seed;
    private final Map<Genome, Double> values = new ConcurrentHashMap<>();

    SourceFeature(String name, AccuracySource source, SearchSpace space, long seed) {
        this.name = name;
        this.source = source;
        this.space = space;
        this.seed = seed;
    }

    /**
     * Computes the feature of those networks for which it was not computed before.
     *
     * @param genomes in canonical form
     * @param threads number of threads; the values do not depend on it
     * @throws InterruptedException if the thread was interrupted; what was computed is kept
     */
    public void compute(Collection<Genome> genomes, int threads) throws InterruptedException {
        List<Genome> missing =
                genomes.stream().filter(g -> !values.containsKey(g)).distinct().toList();
        if (missing.isEmpty()) {
            return;
        }
        switch (source) {
            case SupernetSource supernet -> {
                double[] losses = supernet.losses(architectures(missing), threads);
                for (int i = 0; i < losses.length; i++) {
                    values.put(missing.get(i), -StrictMath.log(Math.max(losses[i], MIN_LOSS)));
                }
            }
            case PopulationSource population -> {
                double[] scores =
                        population.scores(architectures(missing), seed, threads, (remaining, _, _) -> remaining);
                for (int i = 0; i < scores.length; i++) {
                    values.put(missing.get(i), scores[i]);
                }
            }
            case AccuracySource _ -> computeEach(missing, threads);
        }
    }

    private List<Architecture> architectures(List<Genome> genomes) {
        return genomes.stream().map(space::decode).toList();
    }

    /** Computes the feature of each network by a task of its own. */
    private void computeEach(List<Genome> missing, int threads) throws InterruptedException {
        List<Callable<Double>> tasks = new ArrayList<>();
        for (Genome genome : missing) {
            Architecture architecture = space.decode(genome);
            tasks.add(() -> values.put(genome, source.score(architecture, seed)));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Double> computed : pool.invokeAll(tasks)) {
                computed.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double of(Genome genome, int[] units, int length) {
        Double value = values.get(genome);
        if (value == null) {
            throw new IllegalStateException("The feature " + name + " of " + genome + " was not computed");
        }
        return value;
    }

    @Override
    public boolean isCostly() {
        return true;
    }
}
