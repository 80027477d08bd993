package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.SuccessiveHalving;
import dev.sartor.arch.Architecture;
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
final class DistributedHalving implements SuccessiveHalving.RemoteTraining {
    private final AccuracySpec.Halving spec;
    private final WorkersWithData workersWithData;

    DistributedHalving(AccuracySpec.Halving spec, WorkersWithData workersWithData) {
        this.spec = spec;
        this.workersWithData = workersWithData;
    }

    @Override
    public SuccessiveHalving.RemoteTraining withLogFolder(Path folder) {
        return new DistributedHalving(spec, workersWithData.withLogFolder(folder));
    }

    @Override
    public void train(List<Architecture> networks, long seed, int epochs, Result known) throws InterruptedException {
        List<Callable<Boolean>> requests = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            int network = i;
            requests.add(() -> {
                known.known(
                        network,
                        workersWithData
                                .workers()
                                .ask(request(networks.get(network), seed, epochs))
                                .accuracy());
                return true;
            });
        }
        SimultaneousRequests.send(requests, workersWithData.workers().maxRequests());
    }

    private WorkerRequest request(Architecture network, long seed, int epochs) {
        var training = new CommandRequest.Training(spec, OptionalInt.of(epochs));
        var request =
                new CommandRequest(network, seed, WorkerRelease.text(), workersWithData.data(), Optional.of(training));
        return new WorkerRequest(
                request.json(), "architecture " + String.join("|", network.blockStrings()), workersWithData.images());
    }

    @Override
    public void close() {
        workersWithData.workers().close();
    }
}
