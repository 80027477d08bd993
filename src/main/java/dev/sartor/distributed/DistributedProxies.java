package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.PopulationRequest;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Scores of untrained networks, which workers compute in chunks. They equal those of this process. */
public final class DistributedProxies implements PopulationSource {
    /** Each request of a steady-state search needs a thread that sends it and one that waits for its score. */
    private static final int THREADS_PER_REQUEST = 2;

    private final AccuracySpec.ZeroCost spec;
    private final String description;
    private final Optional<SharedFile> images;
    private final Optional<CommandRequest.Data> data;
    private final long sourceSeed;
    private final Workers workers;

    /**
     * @param description of the same source in this process
     * @param dataset     data set of the search; workers that lack it get it
     * @param seed        seed of the search
     */
    public DistributedProxies(
            AccuracySpec.ZeroCost spec, String description, Dataset dataset, long seed, Workers workers) {
        this(
                spec,
                description,
                requiredImages(spec, dataset).map(d -> SharedFile.of(d, TransferredFiles.ofUser())),
                requiredImages(spec, dataset).map(CommandRequest.Data::of),
                seed,
                workers);
    }

    /** The data set; empty if the score needs no images. */
    private static Optional<Dataset> requiredImages(AccuracySpec.ZeroCost spec, Dataset dataset) {
        return spec.proxy().needsImages() ? Optional.of(dataset) : Optional.empty();
    }

    private DistributedProxies(
            AccuracySpec.ZeroCost spec,
            String description,
            Optional<SharedFile> images,
            Optional<CommandRequest.Data> data,
            long sourceSeed,
            Workers workers) {
        this.spec = spec;
        this.description = description;
        this.images = images;
        this.data = data;
        this.sourceSeed = sourceSeed;
        this.workers = workers;
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new DistributedProxies(spec, description, images, data, sourceSeed, workers.withLogFolder(folder));
    }

    @Override
    public EvaluationMetric metric() {
        return spec.metric();
    }

    @Override
    public int workers(int threads) {
        return THREADS_PER_REQUEST * workers.slots();
    }

    @Override
    public double[] scores(List<Architecture> population, long seed, int threads, PromotionRule promotion)
            throws InterruptedException {
        if (seed != sourceSeed) {
            throw new IllegalArgumentException("The seed of the source is " + sourceSeed + ", not " + seed);
        }
        return PopulationChunks.scores(workers, population, this::request).stream()
                .mapToDouble(List::getFirst)
                .toArray();
    }

    private WorkerRequest request(List<Architecture> networks) {
        var request = new PopulationRequest(networks, sourceSeed, WorkerRelease.text(), data, spec, Optional.empty());
        return new WorkerRequest(
                request.json(), networks.size() + " networks", images.stream().toList());
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        workers.close();
    }
}
