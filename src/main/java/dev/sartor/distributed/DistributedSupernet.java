package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.PopulationRequest;
import dev.sartor.accuracy.source.SupernetSource;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.executor.ClassificationMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Evaluation of networks with a supernet by workers, in chunks. Each worker gets the trained supernet once. */
public final class DistributedSupernet implements SupernetSource.RemoteEvaluation {
    private final AccuracySpec.Supernet spec;
    private final String space;
    private final CommandRequest.Data data;
    private final SharedFile images;
    private final long seed;
    private final Workers workers;
    private SharedFile supernet;

    /**
     * @param space   the search space, in the format of its file
     * @param dataset data set of the search; workers that lack it get it
     * @param seed    seed of the search
     */
    public DistributedSupernet(AccuracySpec.Supernet spec, String space, Dataset dataset, long seed, Workers workers) {
        this(
                spec,
                space,
                CommandRequest.Data.of(dataset),
                SharedFile.of(dataset, TransferredFiles.ofUser()),
                seed,
                workers);
    }

    private DistributedSupernet(
            AccuracySpec.Supernet spec,
            String space,
            CommandRequest.Data data,
            SharedFile images,
            long seed,
            Workers workers) {
        this.spec = spec;
        this.space = space;
        this.data = data;
        this.images = images;
        this.seed = seed;
        this.workers = workers;
    }

    @Override
    public SupernetSource.RemoteEvaluation withLogFolder(Path folder) {
        return new DistributedSupernet(spec, space, data, images, seed, workers.withLogFolder(folder));
    }

    @Override
    public List<ClassificationMetrics> metrics(Path trained, List<Architecture> networks) throws InterruptedException {
        SharedFile file = supernet(trained);
        return PopulationChunks.scores(workers, networks, chunk -> request(chunk, file)).stream()
                .map(lossAndAccuracy -> new ClassificationMetrics(lossAndAccuracy.get(0), lossAndAccuracy.get(1)))
                .toList();
    }

    private synchronized SharedFile supernet(Path trained) {
        if (supernet == null) {
            supernet = SharedFile.of(trained);
        }
        return supernet;
    }

    private WorkerRequest request(List<Architecture> networks, SharedFile file) {
        var request = new PopulationRequest(
                networks,
                seed,
                WorkerRelease.text(),
                Optional.of(data),
                spec,
                Optional.of(new PopulationRequest.TrainedSupernet(file.id(), space)));
        return new WorkerRequest(request.json(), networks.size() + " networks", List.of(images, file));
    }

    @Override
    public void close() {
        workers.close();
    }
}
