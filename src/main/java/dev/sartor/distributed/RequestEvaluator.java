package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.PopulationRequest;
import dev.sartor.accuracy.source.ProxySource;
import dev.sartor.accuracy.source.RequestedTraining;
import dev.sartor.accuracy.source.SupernetSource;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.base.HostName;
import dev.sartor.base.UserError;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetListener;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.PackedDataset;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Evaluates the networks of {@link CommandRequest}s and {@link PopulationRequest}s, as the search would in its own process. The
 * accuracy of a request is the same in every process and on every machine. Images stay open for further requests. Thread-safe.
 */
public final class RequestEvaluator {
    private static final int THREADS = 1;

    private final Optional<String> data;
    private final TransferredFiles received;
    private final DatasetListener listener;
    private final Map<DatasetKey, Dataset> openDatasets = new ConcurrentHashMap<>();
    private final Map<TrainingKey, RequestedTraining> openTrainings = new ConcurrentHashMap<>();
    private final Map<SourceKey, AccuracySource> openSources = new ConcurrentHashMap<>();

    /**
     * What the division of a data set into training, validation and test images depends on.
     *
     * @param hash of the divided data set; empty for any
     */
    private record DatasetKey(Shape shape, long seed, Optional<String> hash) {}

    /** What the training of a network depends on, besides the network. */
    private record TrainingKey(AccuracySpec spec, DatasetKey data) {}

    /** What a source of scores of several networks depends on. */
    private record SourceKey(
            AccuracySpec spec,
            long seed,
            Optional<CommandRequest.Data> data,
            Optional<PopulationRequest.TrainedSupernet> supernet) {}

    /** A request needs a file that this machine lacks. */
    private static final class MissingFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String id;

        MissingFile(String id) {
            super(id);
            this.id = id;
        }
    }

    /**
     * @param data     the data set, as {@code --data} names it. If this machine has it, every request must have its hash; if
     *                 not, received images are used
     * @param received the files that searches have sent to this machine
     * @param listener receives the progress of opening the data set
     */
    public RequestEvaluator(Optional<String> data, TransferredFiles received, DatasetListener listener) {
        this.data = data;
        this.received = received;
        this.listener = listener;
    }

    /**
     * The scores of the request's networks, or the file that this machine lacks for them.
     *
     * @param request a line of JSON
     * @param where   where the request comes from, for errors
     * @throws UserError if the request does not say how to evaluate them, or was made by another release of Sartor or for other
     *                   images than this machine has
     */
    public WorkerAnswer answer(String request, String where) throws InterruptedException {
        try {
            Optional<PopulationRequest> population = PopulationRequest.parse(request, where);
            return population.isPresent()
                    ? scores(population.get())
                    : WorkerAnswer.Scores.ofAccuracy(accuracy(CommandRequest.parse(request, where)));
        } catch (MissingFile e) {
            return WorkerAnswer.Missing.here(e.id);
        } catch (OutOfMemoryError | RuntimeException e) {
            throw describingExhaustedMemory(e);
        }
    }

    /** For exhausted memory, an error that names this machine, because others may have more; any other error as it is. */
    static RuntimeException describingExhaustedMemory(Throwable error) {
        boolean exhausted = Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .anyMatch(OutOfMemoryError.class::isInstance);
        return exhausted
                ? new UserError(
                        "a worker has too little memory to evaluate a network: its Java may use "
                                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                        "machine " + HostName.text(),
                        "give workers more memory (spark.executor.memory with Spark, SARTOR_JAVA_OPTIONS=-Xmx4g with a"
                                + " command), or use a smaller batch",
                        UserError.ExitCode.FAILED,
                        error)
                : (RuntimeException) error;
    }

    private double accuracy(CommandRequest request) throws InterruptedException {
        requireRelease(request.release());
        CommandRequest.Training training = request.training()
                .orElseThrow(() -> mismatch(
                        "the request does not say how to train the network",
                        "start the search with --workers and --accuracy training:… or halving:…"));
        DatasetKey data = key(request);
        Dataset dataset = openDatasets.computeIfAbsent(data, this::open);
        requireClasses(request.architecture(), dataset);
        return openTrainings
                .computeIfAbsent(
                        new TrainingKey(training.spec(), data),
                        key -> RequestedTraining.open(key.spec(), dataset, request.seed()))
                .accuracy(request.architecture(), request.seed(), training.rung());
    }

    private WorkerAnswer.Scores scores(PopulationRequest request) throws InterruptedException {
        requireRelease(request.release());
        List<List<Double>> scores = new ArrayList<>();
        switch (source(request)) {
            case SupernetSource supernet -> {
                for (ClassificationMetrics network : supernet.metrics(request.networks(), THREADS)) {
                    scores.add(List.of(network.loss(), network.accuracy()));
                }
            }
            case AccuracySource single -> {
                for (Architecture network : request.networks()) {
                    scores.add(List.of(single.score(network, request.seed())));
                }
            }
        }
        return new WorkerAnswer.Scores(List.copyOf(scores));
    }

    /** The source of the scores of a request; its supernet and images stay open for further requests. */
    private AccuracySource source(PopulationRequest request) {
        var key = new SourceKey(request.accuracy(), request.seed(), request.data(), request.supernet());
        return openSources.computeIfAbsent(key, _ -> switch (request.accuracy()) {
            case AccuracySpec.ZeroCost zeroCost ->
                new ProxySource(zeroCost, request.data().map(d -> dataset(d, request)), request.seed());
            case AccuracySpec.Supernet supernet -> supernet(supernet, request);
            case AccuracySpec.Training _,
                    AccuracySpec.Halving _,
                    AccuracySpec.Csv _,
                    AccuracySpec.Predicted _,
                    AccuracySpec.Command _,
                    AccuracySpec.Featured _ ->
                throw mismatch(
                        "populations are evaluated by a supernet or by scores of untrained networks, not by "
                                + request.accuracy().text(),
                        "send the line that sartor search --workers writes");
        });
    }

    private SupernetSource supernet(AccuracySpec.Supernet spec, PopulationRequest request) {
        PopulationRequest.TrainedSupernet trained = request.supernet()
                .orElseThrow(() ->
                        mismatch("the request has no supernet", "send the line that sartor search --workers writes"));
        Dataset dataset = dataset(
                request.data()
                        .orElseThrow(() -> mismatch(
                                "the request has no images", "send the line that sartor search --workers writes")),
                request);
        SearchSpace space = SpaceFile.parse(Path.of("space"), trained.space()).withTask(dataset.task());
        Path file = received.find(trained.hash()).orElseThrow(() -> new MissingFile(trained.hash()));
        if (!Sha256.of(file).equals(trained.hash())) {
            received.delete(trained.hash());
            throw new MissingFile(trained.hash());
        }
        return SupernetSource.trained(spec, space, dataset, request.seed(), file);
    }

    private Dataset dataset(CommandRequest.Data named, PopulationRequest request) {
        return openDatasets.computeIfAbsent(
                new DatasetKey(named.shape(), request.seed(), Optional.of(named.hash())), this::open);
    }

    private void requireRelease(String release) {
        if (!release.equals(WorkerRelease.text())) {
            throw mismatch(
                    "the search runs Sartor " + release + ", and this is " + WorkerRelease.text(),
                    "install the same release on both machines, and start Java with --add-modules"
                            + " jdk.incubator.vector");
        }
    }

    private void requireClasses(Architecture architecture, Dataset dataset) {
        long classes = Lowering.lower(architecture).output().size();
        if (classes != dataset.classes().size()) {
            throw mismatch(
                    "the network has " + classes + " classes, the images have "
                            + dataset.classes().size(),
                    "name the images of the search with --data");
        }
    }

    private static DatasetKey key(CommandRequest request) {
        Shape shape = request.data()
                .map(CommandRequest.Data::shape)
                .orElseGet(() -> request.architecture().input());
        return new DatasetKey(shape, request.seed(), request.data().map(CommandRequest.Data::hash));
    }

    private Dataset open(DatasetKey key) {
        if (data.isPresent() && (key.hash().isEmpty() || Datasets.isPresent(data.get()))) {
            return openFolder(data.get(), key);
        }
        String hash =
                key.hash().orElseThrow(() -> mismatch("the request does not name its images", "name them with --data"));
        return received.find(hash).flatMap(file -> openReceived(file, hash)).orElseThrow(() -> new MissingFile(hash));
    }

    private Dataset openFolder(String spec, DatasetKey key) {
        Dataset dataset = Datasets.open(
                spec,
                DatasetOptions.defaults()
                        .withShape(key.shape())
                        .withSeed(key.seed())
                        .withListener(listener));
        key.hash().filter(h -> !h.equals(dataset.hash())).ifPresent(h -> {
            throw mismatch(
                    "the search has other images: their hash is " + h + ", here it is " + dataset.hash(),
                    "copy the images of the search to this machine and name them with --data, or omit it: they are then"
                            + " sent");
        });
        return dataset;
    }

    /** The data set in a received file; empty if the file is damaged, and then it is deleted. */
    private Optional<Dataset> openReceived(Path file, String hash) {
        try {
            Dataset dataset = PackedDataset.open(file);
            if (dataset.hash().equals(hash)) {
                return Optional.of(dataset);
            }
        } catch (UserError e) {
            // it is asked for again
        }
        received.delete(hash);
        return Optional.empty();
    }

    private UserError mismatch(String what, String fix) {
        SartorCommand command = SartorCommand.of("evaluate");
        String text = data.map(d -> command.with("--data", d)).orElse(command).text();
        return new UserError(what, text + ", on machine " + HostName.text(), fix);
    }
}
