package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.ScoreLog;
import dev.sartor.accuracy.source.ShortTraining;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Short training by other processes, on other machines. The accuracies equal those of {@link ShortTraining} in this process. */
public final class DistributedTraining implements AccuracySource {
    private final AccuracySpec.Training spec;
    private final ShortTraining localTraining;
    private final CommandRequest.Data data;
    private final SharedFile images;
    private final Workers workers;
    private final ScoreLog scores;

    /**
     * @param dataset data set of the search; workers that lack it get it
     * @param seed    seed of the search
     */
    public DistributedTraining(AccuracySpec.Training spec, Dataset dataset, long seed, Workers workers) {
        this(
                spec,
                new ShortTraining(spec, dataset, seed),
                CommandRequest.Data.of(dataset),
                SharedFile.of(dataset, TransferredFiles.ofUser()),
                workers,
                ScoreLog.none());
    }

    private DistributedTraining(
            AccuracySpec.Training spec,
            ShortTraining localTraining,
            CommandRequest.Data data,
            SharedFile images,
            Workers workers,
            ScoreLog scores) {
        this.spec = spec;
        this.localTraining = localTraining;
        this.data = data;
        this.images = images;
        this.workers = workers;
        this.scores = scores;
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new DistributedTraining(
                spec, localTraining, data, images, workers.withLogFolder(folder), ScoreLog.in(folder));
    }

    @Override
    public int workers(int threads) {
        return workers.maxRequests();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        var training = new CommandRequest.Training(spec, OptionalInt.empty());
        var request =
                new CommandRequest(architecture, seed, WorkerRelease.text(), Optional.of(data), Optional.of(training));
        var question = new WorkerRequest(
                request.json(), "architecture " + String.join("|", architecture.blockStrings()), List.of(images));
        return scores.recordedOr(architecture, seed, () -> workers.ask(question).accuracy());
    }

    @Override
    public Optional<EvaluationSet> evaluationSet() {
        return localTraining.evaluationSet();
    }

    @Override
    public String description() {
        return localTraining.description();
    }

    @Override
    public void close() {
        workers.close();
    }
}
