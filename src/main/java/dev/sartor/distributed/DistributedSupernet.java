package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.PopulationRequest;
import dev.sartor.accuracy.source.SupernetSource;
import dev.sartor.arch.Architecture;
import dev.sartor.executor.ClassificationMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Evaluation of networks with a supernet by workers, in chunks. Each worker gets the trained supernet once. */
final class DistributedSupernet implements SupernetSource.RemoteEvaluation {
    private final AccuracySpec.Supernet spec;
    private final String space;
    private final long seed;
    private final WorkersWithData workersWithData;
    private SharedFile supernet;

    /**
     * @param space the search space, in the format of its file
     * @param seed  seed of the search
     */
    DistributedSupernet(AccuracySpec.Supernet spec, String space, long seed, WorkersWithData workersWithData) {
        this.spec = spec;
        this.space = space;
        this.seed = seed;
        this.workersWithData = workersWithData;
    }

    @Override
    public SupernetSource.RemoteEvaluation withLogFolder(Path folder) {
        return new DistributedSupernet(spec, space, seed, workersWithData.withLogFolder(folder));
    }

    @Override
    public List<ClassificationMetrics> metrics(Path trained, List<Architecture> networks) throws InterruptedException {
        SharedFile file = supernet(trained);
        return PopulationChunks.scores(workersWithData.workers(), networks, chunk -> request(chunk, file)).stream()
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
                workersWithData.data(),
                spec,
                Optional.of(new PopulationRequest.TrainedSupernet(file.id(), space)));
        return new WorkerRequest(
                request.json(),
                networks.size() + " networks",
                Stream.concat(workersWithData.images().stream(), Stream.of(file))
                        .toList());
    }

    @Override
    public void close() {
        workersWithData.workers().close();
    }
}
