package dev.sartor.cli.option;

import dev.sartor.delivery.RunSharedWeights;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --from RUN}: training starts from the shared weights of a run. */
public final class FromOption {
    @Option(
            names = "--from",
            paramLabel = "RUN",
            description =
                    "Start from the shared weights of this run, which was searched with --accuracy supernet, instead of"
                            + " new weights.")
    private Path run;

    /** The shared weights of the run; empty if the option was not given. */
    public Optional<RunSharedWeights> sharedWeights() {
        return Optional.ofNullable(run).map(RunFolder::open).map(RunSharedWeights::open);
    }
}
