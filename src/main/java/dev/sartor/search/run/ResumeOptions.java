package dev.sartor.search.run;

import dev.sartor.base.UserError;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.data.Datasets;
import dev.sartor.search.problem.Budget;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What may change when a run is resumed. Everything else stays as the run was started.
 *
 * @param trials a larger number of trials, which extends the run; its recorded trials stay the first ones
 * @param data   the folder to which the images of the run were moved
 */
public record ResumeOptions(OptionalInt trials, Optional<String> data) {
    /** Changes nothing. */
    public static final ResumeOptions NONE = new ResumeOptions(OptionalInt.empty(), Optional.empty());

    /** The configuration of a run with these changes. */
    RunConfig applyTo(RunFolder folder) {
        RunConfig config = folder.config();
        if (trials.isPresent()) {
            config = config.withBudget(extendedBudget(config, trials.getAsInt(), folder));
        }
        if (data.isPresent()) {
            if (config.data().isEmpty()) {
                throw new UserError(
                        "the run uses no images", folder.configFile().toString(), "omit --data");
            }
            return config.withData(data.get());
        }
        config.data().ifPresent(d -> requireImages(d, folder));
        return config;
    }

    private static Budget extendedBudget(RunConfig config, int trials, RunFolder folder) {
        if (config.training().isPresent()) {
            throw new UserError(
                    "the run follows a plan for its time, which fixes its trials",
                    folder.configFile().toString(),
                    "omit --trials to complete the plan, or start another run");
        }
        int before = config.budget().trials();
        if (trials < before) {
            throw new UserError(
                    "--trials " + trials + " is less than the " + before + " trials that the run has",
                    folder.configFile().toString(),
                    "give a larger number to extend the run, or omit --trials to complete it");
        }
        return trials == before ? config.budget() : config.budget().extendedTo(trials);
    }

    private static void requireImages(String data, RunFolder folder) {
        if (!Datasets.isBuiltIn(data) && !isFolder(data)) {
            throw new UserError(
                    "the images of the run are no longer in '" + data + "'",
                    folder.configFile().toString(),
                    "name their folder: "
                            + SartorCommand.of("search")
                                    .with("--resume", folder.path())
                                    .with("--data", "FOLDER"));
        }
    }

    private static boolean isFolder(String data) {
        try {
            return Files.isDirectory(Path.of(data));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
