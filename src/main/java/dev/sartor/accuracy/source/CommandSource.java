package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Accuracy source that runs a command of the user for each architecture; {@code src/docs/accuracy.md} describes its input and
 * output. If a repeated call fails too, the search stops; when the search is resumed, the command is called again.
 */
final class CommandSource implements AccuracySource {
    private final RetriedCommand command;
    private final Optional<CommandRequest.Data> data;
    private final ScoreLog scores;

    /** @param data the data set of the search, if it has one */
    CommandSource(AccuracySpec.Command spec, Optional<CommandRequest.Data> data) {
        this(new RetriedCommand(spec, Optional.empty()), data, ScoreLog.none());
    }

    private CommandSource(RetriedCommand command, Optional<CommandRequest.Data> data, ScoreLog scores) {
        this.command = command;
        this.data = data;
        this.scores = scores;
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new CommandSource(new RetriedCommand(command.spec(), Optional.of(folder)), data, ScoreLog.in(folder));
    }

    @Override
    public int workers(int threads) {
        return command.spec().workers();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        var request = new CommandRequest(architecture, seed, Release.text(), data, Optional.empty());
        return scores.recordedOr(architecture, seed, () -> command.accuracy(request));
    }

    @Override
    public String description() {
        return "the command " + command.spec().command();
    }
}
