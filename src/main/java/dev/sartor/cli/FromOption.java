package dev.sartor.cli;

import dev.sartor.delivery.SharedStart;
import dev.sartor.search.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --from RUN}: training begins with weights cut out of those that the networks of a run share. */
final class FromOption {
    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Begin with weights cut out of those that the networks of this run"
                    + " share (one that was searched with --accuracy supernet) in place of fresh ones.")
    private Path run;

    Optional<SharedStart> open() {
        return Optional.ofNullable(run).map(RunFolder::open).map(SharedStart::of);
    }
}
