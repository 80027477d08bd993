package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.search.run.RunFolder;
import dev.sartor.space.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * The architecture of a trial of this run: as it was trained, or else with the classes of the run's data.
     *
     * @throws dev.sartor.base.UserError if the space of the run has changed since the search
     */
    public Architecture architecture(int id) {
        SearchSpace space = run.space();
        Architecture searched = space.decode(space.parse(run.trial(id).genome()));
        return card(id).flatMap(c -> new TrainedModel(run.name() + ":" + id, ModelFiles.of(run, id), c).architecture())
                .or(() -> classes().map(c -> searched.withClasses(c.size())))
                .orElse(searched)
                .withName(run.name() + ":" + id);
    }

    /**
     * The classes that the trial was trained on, or that the data of the run had when it was started; empty if neither is known.
     */
    public Optional<List<String>> classes() {
        Optional<List<String>> trained =
                trial.isPresent() ? card(trial.getAsInt()).flatMap(c -> c.data().classes()) : Optional.empty();
        return trained.or(() -> run.classes());
    }

    private Optional<ModelCard> card(int id) {
        return Optional.of(ModelFiles.of(run, id).card())
                .filter(Files::isRegularFile)
                .map(ModelCard::read);
    }
}
