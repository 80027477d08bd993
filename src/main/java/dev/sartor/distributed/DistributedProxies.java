package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.PopulationRequest;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.arch.Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Scores of untrained networks, which workers compute in chunks. They equal those of this process. */
final class DistributedProxies implements PopulationSource {
    /** Each request of a steady-state search needs a thread that sends it and one that waits for its score. */
    private static final int THREADS_PER_REQUEST = 2;

    private final AccuracySpec.ZeroCost spec;
    private final String description;
    private final long sourceSeed;
    private final WorkersWithData workersWithData;

    /**
     * @param description of the same source in this process
     * @param seed        seed of the search
     * @param workersWithData      the workers; their data set is not used if the score needs no images
     */
    DistributedProxies(AccuracySpec.ZeroCost spec, String description, long seed, WorkersWithData workersWithData) {
        this.spec = spec;
        this.description = description;
        sourceSeed = seed;
        this.workersWithData = spec.proxy().needsImages() ? workersWithData : workersWithData.withoutData();
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new DistributedProxies(spec, description, sourceSeed, workersWithData.withLogFolder(folder));
    }

    @Override
    public EvaluationMetric metric() {
        return spec.metric();
    }

    @Override
    public int workers(int threads) {
        return THREADS_PER_REQUEST * workersWithData.workers().slots();
    }

    @Override
    public double[] scores(List<Architecture> population, long seed, int threads, PromotionRule promotion)
            throws InterruptedException {
        if (seed != sourceSeed) {
            throw new IllegalArgumentException("The seed of the source is " + sourceSeed + ", not " + seed);
        }
        return PopulationChunks.scores(workersWithData.workers(), population, this::request).stream()
                .mapToDouble(List::getFirst)
                .toArray();
    }

    private WorkerRequest request(List<Architecture> networks) {
        var request = new PopulationRequest(
                networks, sourceSeed, WorkerRelease.text(), workersWithData.data(), spec, Optional.empty());
        return new WorkerRequest(request.json(), networks.size() + " networks", workersWithData.images());
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        workersWithData.workers().close();
    }
}
