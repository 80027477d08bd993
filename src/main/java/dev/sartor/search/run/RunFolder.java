package dev.sartor.search.run;

import dev.sartor.base.UserError;
import dev.sartor.search.front.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one search, which explains and reproduces itself. This is its reader; {@link RunSession} writes it. */
public record RunFolder(Path path) {

    /**
     * The folder of a run that was started.
     *
     * @throws UserError if the folder is none
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
        return folder;
    }

    /** The run's name: that of its folder. */
    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** The configuration, its paths made to hold from here. */
    public RunConfig config() {
        return RunConfigFile.read(configFile()).resolvedAgainst(path);
    }

    public RunEnvironment environment() {
        return RunEnvironment.read(environmentFile());
    }

    /**
     * The trials recorded so far; another process may be adding to them. While this process has a {@link RunSession} open
     * on the run, its {@link SearchResult} has them, and reading the file would give the session's lock away.
     */
    public List<Trial> trials() {
        return TrialLog.read(trialsFile(), config().accuracy().measure());
    }

    /** A recorded trial by its id; a {@link UserError} where there is none. */
    public Trial trial(int id) {
        return trials().stream()
                .filter(t -> t.id() == id)
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "the run has no trial " + id,
                        trialsFile().toString(),
                        "give an id from front.csv or the report"));
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

    /** What chance found at the same budget, where that could be had; see {@link RandomBaseline}. */
    public Path baselineFile() {
        return path.resolve("random.jsonl");
    }

    /** The trials of {@link #baselineFile} so far; none where there is no such file. */
    public List<Trial> baseline() {
        return Files.exists(baselineFile())
                ? TrialLog.read(baselineFile(), config().accuracy().measure())
                : List.of();
    }

    public Path frontFile() {
        return path.resolve("front.csv");
    }

    public Path reportFile() {
        return path.resolve("report.html");
    }

    /** What the source of accuracies keeps for itself. */
    public Path accuracyFolder() {
        return path.resolve("accuracy");
    }

    /** The folders like {@link #accuracyFolder} of the runs beside this one, by name. */
    List<Path> otherAccuracyFolders() {
        Path own = path.toAbsolutePath().normalize();
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return beside.filter(f -> !f.equals(own))
                    .map(f -> new RunFolder(f).accuracyFolder())
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            // what cannot be looked at cannot be reused, and nothing else is lost
            return List.of();
        }
    }

    /** Where the exported network of a trial stands, and what else belongs to it under another ending. */
    public Path modelFile(int trial, String ending) {
        return path.resolve("models").resolve(trial + ending);
    }
}
