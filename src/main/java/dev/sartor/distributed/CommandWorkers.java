package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.RetriedCommand;
import java.nio.file.Path;
import java.util.Optional;

/** Workers behind a command such as {@code srun sartor evaluate}, which is started for each request. */
record CommandWorkers(RetriedCommand command) implements Workers {

    static CommandWorkers of(AccuracySpec.Command spec) {
        return new CommandWorkers(new RetriedCommand(spec, Optional.empty()));
    }

    @Override
    public int maxRequests() {
        return command.spec().workers();
    }

    @Override
    public double accuracy(CommandRequest request) throws InterruptedException {
        return command.accuracy(request);
    }

    @Override
    public Workers withLogFolder(Path folder) {
        return new CommandWorkers(new RetriedCommand(command.spec(), Optional.of(folder)));
    }
}
