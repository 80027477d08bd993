package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.data.Dataset;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Short training on other machines: a command, such as {@code srun sartor evaluate}, is called for each architecture. The accuracies
 * are those of {@link ShortTraining} in this process.
 */
public final class DistributedTraining implements AccuracySource {
    private final AccuracySpec.Training spec;
    private final ShortTraining here;
    private final CommandRequest.Data data;
    private final RetriedCommand command;

    /**
     * @param dataset of the search, which every worker must have as well
     * @param seed    of the search
     * @param workers the command, and how many calls run at once
     */
    public DistributedTraining(AccuracySpec.Training spec, Dataset dataset, long seed, AccuracySpec.Command workers) {
        this(
                spec,
                new ShortTraining(spec, dataset, seed),
                CommandRequest.Data.of(dataset),
                new RetriedCommand(workers, Optional.empty()));
    }

    private DistributedTraining(
            AccuracySpec.Training spec, ShortTraining here, CommandRequest.Data data, RetriedCommand command) {
        this.spec = spec;
        this.here = here;
        this.data = data;
        this.command = command;
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new DistributedTraining(spec, here, data, new RetriedCommand(command.spec(), Optional.of(folder)));
    }

    @Override
    public int workers(int threads) {
        return command.spec().workers();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        return command.accuracy(
                new CommandRequest(architecture, seed, Release.text(), Optional.of(data), Optional.of(spec)));
    }

    @Override
    public Optional<EvaluationSet> evaluationSet() {
        return here.evaluationSet();
    }

    @Override
    public String description() {
        return here.description();
    }
}
