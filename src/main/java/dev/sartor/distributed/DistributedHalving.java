package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.SuccessiveHalving;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * Training of the candidates of successive halving by other processes, on other machines. A worker trains a promoted candidate from its
 * first epoch, because another one has trained it to the rung before.
 */
public final class DistributedHalving implements SuccessiveHalving.RemoteTraining {
    private final AccuracySpec.Halving spec;
    private final CommandRequest.Data data;
    private final SharedFile images;
    private final Workers workers;

    /** @param dataset data set of the search; workers that lack it get it */
    public DistributedHalving(AccuracySpec.Halving spec, Dataset dataset, Workers workers) {
        this(spec, CommandRequest.Data.of(dataset), SharedFile.of(dataset, TransferredFiles.ofUser()), workers);
    }

    private DistributedHalving(
            AccuracySpec.Halving spec, CommandRequest.Data data, SharedFile images, Workers workers) {
        this.spec = spec;
        this.data = data;
        this.images = images;
        this.workers = workers;
    }

    @Override
    public SuccessiveHalving.RemoteTraining withLogFolder(Path folder) {
        return new DistributedHalving(spec, data, images, workers.withLogFolder(folder));
    }

    @Override
    public void train(List<Architecture> networks, long seed, int epochs, Result known) throws InterruptedException {
        List<Callable<Boolean>> requests = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            int network = i;
            requests.add(() -> {
                known.known(
                        network,
                        workers.ask(request(networks.get(network), seed, epochs))
                                .accuracy());
                return true;
            });
        }
        SimultaneousRequests.send(requests, workers.maxRequests());
    }

    private WorkerRequest request(Architecture network, long seed, int epochs) {
        var training = new CommandRequest.Training(spec, OptionalInt.of(epochs));
        var request = new CommandRequest(network, seed, WorkerRelease.text(), Optional.of(data), Optional.of(training));
        return new WorkerRequest(
                request.json(), "architecture " + String.join("|", network.blockStrings()), List.of(images));
    }

    @Override
    public void close() {
        workers.close();
    }
}
