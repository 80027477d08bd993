package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.ShortTraining;
import dev.sartor.arch.Shape;
import dev.sartor.base.HostName;
import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetListener;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.network.Lowering;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Evaluates the networks of {@link CommandRequest}s by short training, as the search would in its own process. The
 * accuracy of a request is the same in every process and on every machine. Images stay open for further requests. Thread-safe.
 */
public final class RequestEvaluator {
    private final String data;
    private final DatasetListener listener;
    private final Map<DatasetKey, Dataset> openDatasets = new ConcurrentHashMap<>();

    /** What the division of a data set into training, validation and test images, and so its hash, depends on. */
    private record DatasetKey(Shape shape, long seed) {}

    /**
     * @param data     the data set, as {@code --data} names it; every request must have its hash
     * @param listener receives the progress of opening the data set
     */
    public RequestEvaluator(String data, DatasetListener listener) {
        this.data = data;
        this.listener = listener;
    }

    /**
     * The accuracy of the request's network, in [0, 1].
     *
     * @throws UserError if the request does not say how to train it, or was made by another release of Sartor or for other images
     */
    public double accuracy(CommandRequest request) throws InterruptedException {
        if (!request.release().equals(Release.text())) {
            throw mismatch(
                    "the search runs Sartor " + request.release() + ", and this is " + Release.text(),
                    "install the same release on both machines");
        }
        AccuracySpec.Training training = request.training()
                .orElseThrow(() -> mismatch(
                        "the request does not say how to train the network",
                        "start the search with --workers and --accuracy training:…"));
        Dataset dataset = openDatasets.computeIfAbsent(key(request), this::open);
        request.data().filter(d -> !d.hash().equals(dataset.hash())).ifPresent(d -> {
            throw mismatch(
                    "the search has other images: their hash is " + d.hash() + ", here it is " + dataset.hash(),
                    "copy the images of the search to this machine, and name them with --data");
        });
        long classes = Lowering.lower(request.architecture()).output().size();
        if (classes != dataset.classes().size()) {
            throw mismatch(
                    "the network has " + classes + " classes, the images have "
                            + dataset.classes().size(),
                    "name the images of the search with --data");
        }
        return new ShortTraining(training, dataset, request.seed()).score(request.architecture(), request.seed());
    }

    private static DatasetKey key(CommandRequest request) {
        Shape shape = request.data()
                .map(CommandRequest.Data::shape)
                .orElseGet(() -> request.architecture().input());
        return new DatasetKey(shape, request.seed());
    }

    private Dataset open(DatasetKey key) {
        return Datasets.open(
                data,
                DatasetOptions.defaults()
                        .withShape(key.shape())
                        .withSeed(key.seed())
                        .withListener(listener));
    }

    private UserError mismatch(String what, String fix) {
        String command = SartorCommand.of("evaluate").with("--data", data).text();
        return new UserError(what, command + ", on machine " + HostName.text(), fix);
    }
}
