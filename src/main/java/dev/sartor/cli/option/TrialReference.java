package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.search.run.RunFolder;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RUN or RUN:TRIAL on the command line: a run, and the id of one of its trials if it is given. */
public record TrialReference(RunFolder run, OptionalInt trial) {
    private static final Pattern WITH_TRIAL = Pattern.compile("(.+):(\\d{1,9})");

    /** Parses a text; empty if it is neither a folder nor of the form RUN:TRIAL. */
    static Optional<TrialReference> parse(String text) {
        Matcher named = WITH_TRIAL.matcher(text);
        if (named.matches()) {
            return Optional.of(new TrialReference(
                    RunFolder.open(Path.of(named.group(1))), OptionalInt.of(Integer.parseInt(named.group(2)))));
        }
        return Files.isDirectory(Path.of(text))
                ? Optional.of(new TrialReference(RunFolder.open(Path.of(text)), OptionalInt.empty()))
                : Optional.empty();
    }

    /** Like {@link #parse}; also empty if the text is the name of an existing file. */
    static Optional<TrialReference> of(String text) {
        return Files.isRegularFile(Path.of(text)) ? Optional.empty() : parse(text);
    }

    /** The architecture of a trial of this run. */
    Architecture architecture(int id) {
        SearchSpace space = SpaceFile.read(run.config().space());
        return space.decode(space.parse(run.trial(id).genome())).withName(run.name() + ":" + id);
    }
}
