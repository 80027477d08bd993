package dev.sartor.cli.option;

import dev.sartor.delivery.RunSharedWeights;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --from RUN}: training begins with weights cut out of those that the networks of a run share. */
public final class FromOption {
    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Begin with weights cut out of those that the networks of this run"
                    + " share (one that was searched with --accuracy supernet) in place of fresh ones.")
    private Path run;

    public Optional<RunSharedWeights> open() {
        return Optional.ofNullable(run).map(RunFolder::open).map(RunSharedWeights::of);
    }
}
