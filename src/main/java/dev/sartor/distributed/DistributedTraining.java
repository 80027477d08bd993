package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.ScoreLog;
import dev.sartor.accuracy.source.ShortTraining;
import dev.sartor.arch.Architecture;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Short training by other processes, on other machines. The accuracies equal those of {@link ShortTraining} in this process. */
final class DistributedTraining implements AccuracySource {
    private final AccuracySpec.Training spec;
    private final ShortTraining localTraining;
    private final WorkersWithData workersWithData;
    private final ScoreLog scores;

    /** @param localTraining the same training in this process */
    DistributedTraining(AccuracySpec.Training spec, ShortTraining localTraining, WorkersWithData workersWithData) {
        this(spec, localTraining, workersWithData, ScoreLog.none());
    }

    private DistributedTraining(
            AccuracySpec.Training spec, ShortTraining localTraining, WorkersWithData workersWithData, ScoreLog scores) {
        this.spec = spec;
        this.localTraining = localTraining;
        this.workersWithData = workersWithData;
        this.scores = scores;
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new DistributedTraining(spec, localTraining, workersWithData.withLogFolder(folder), ScoreLog.in(folder));
    }

    @Override
    public int workers(int threads) {
        return workersWithData.workers().maxRequests();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        var training = new CommandRequest.Training(spec, OptionalInt.empty());
        var request = new CommandRequest(
                architecture, seed, WorkerRelease.text(), workersWithData.data(), Optional.of(training));
        var question = new WorkerRequest(
                request.json(),
                "architecture " + String.join("|", architecture.blockStrings()),
                workersWithData.images());
        return scores.recordedOr(
                architecture,
                seed,
                () -> workersWithData.workers().ask(question).accuracy());
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
        workersWithData.workers().close();
    }
}
