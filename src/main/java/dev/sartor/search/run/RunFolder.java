package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FileNames;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.file.Sha256;
import dev.sartor.search.front.Trial;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Read access to the folder of one search. {@link RunSession} writes it. */
public record RunFolder(Path path) {
    /** Levels of folders in which a run has files. */
    private static final int LINK_DEPTH = 3;

    /**
     * Opens the folder of a run. The folder itself may be a symbolic link, but must not contain links: somebody else may have sent
     * it, and a link in it would lead writes to other files.
     *
     * @throws UserError if the folder contains no run, or a link
     */
    public static RunFolder open(Path path) {
        RunFolder folder = new RunFolder(path);
        if (!Files.isRegularFile(folder.configFile())) {
            throw new UserError(
                    "'" + path + "' is not the folder of a run: it has no "
                            + folder.configFile().getFileName(),
                    path.toString(),
                    "give the folder that sartor search named when it started");
        }
        folder.requireNoLinks();
        return folder;
    }

    private void requireNoLinks() {
        try (Stream<Path> files = Files.walk(path.toRealPath(), LINK_DEPTH)) {
            Optional<Path> link = files.filter(Files::isSymbolicLink).findFirst();
            if (link.isPresent()) {
                throw new UserError(
                        "the run contains a symbolic link, through which other files would be written",
                        link.get().toString(),
                        "put what it leads to in its place");
            }
        } catch (IOException | UncheckedIOException e) {
            throw ReadErrors.of(path, e instanceof UncheckedIOException u ? u.getCause() : (IOException) e);
        }
    }

    /** The run's name: that of its folder. */
    public String name() {
        return FileNames.last(path.toAbsolutePath().normalize());
    }

    /** The configuration, with paths from the working directory. */
    public RunConfig config() {
        return RunConfigFile.read(configFile()).resolvedAgainst(path);
    }

    /** The images that the accuracies of its trials are measured on; empty for other sources, and for runs of older versions. */
    public Optional<EvaluationSet> evaluationSet() {
        return Files.exists(environmentFile()) ? environment().evaluationSet() : Optional.empty();
    }

    /**
     * The search space of the run.
     *
     * @throws UserError if its file changed since the run was started
     */
    public SearchSpace space() {
        Path file = config().space();
        if (Files.exists(environmentFile())) {
            environment().requireSame(Set.of("space"), Map.of("space", Sha256.of(file)), environmentFile());
        }
        return SpaceFile.read(file);
    }

    /** The classes of the run's data when it was started; empty for runs without images and of earlier versions. */
    public Optional<List<String>> classes() {
        return Files.exists(environmentFile()) ? environment().classes() : Optional.empty();
    }

    public RunEnvironment environment() {
        return RunEnvironment.read(environmentFile());
    }

    /**
     * The trials recorded so far; another process may be adding to them. Not to be called while this process has a
     * {@link RunSession} open on the run: closing the file would release the session's lock. Use its {@link SearchResult}.
     */
    public List<Trial> trials() {
        return TrialLog.read(trialsFile(), config().accuracy().metric());
    }

    /** Returns a recorded trial by its id; throws a {@link UserError} if there is none. */
    public Trial trial(int id) {
        return trials().stream()
                .filter(t -> t.id() == id)
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "the run has no trial " + id,
                        trialsFile().toString(),
                        "give an id from " + frontFile() + " or the report"));
    }

    public Path configFile() {
        return path.resolve("config.yaml");
    }

    public Path environmentFile() {
        return path.resolve("environment.json");
    }

    public Path trialsFile() {
        return path.resolve("trials.jsonl");
    }

    /** The trials of the random search that this one is compared with, if there was one; see {@link RandomBaseline}. */
    public Path baselineFile() {
        return path.resolve("random.jsonl");
    }

    /** The trials of {@link #baselineFile} so far; none if there is no such file. */
    public List<Trial> baseline() {
        return Files.exists(baselineFile())
                ? TrialLog.read(baselineFile(), config().accuracy().metric())
                : List.of();
    }

    public Path frontFile() {
        return path.resolve("front.csv");
    }

    public Path reportFile() {
        return path.resolve("report.html");
    }

    /** Cache folder of the accuracy source. */
    public Path accuracyFolder() {
        return path.resolve("accuracy");
    }

    /** The {@link #accuracyFolder} of each other run in the same parent folder, in the order of their names. */
    List<Path> otherAccuracyFolders() {
        Path own = path.toAbsolutePath().normalize();
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return beside.filter(f -> !f.equals(own))
                    .map(f -> new RunFolder(f).accuracyFolder())
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            // the caches only save time
            return List.of();
        }
    }

    /** The folder of all {@link #modelFile}s. */
    Path modelsFolder() {
        return path.resolve("models");
    }

    /** A file of a trial's network. */
    public Path modelFile(int trial, String extension) {
        return modelsFolder().resolve(trial + extension);
    }
}
