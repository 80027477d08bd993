package dev.sartor.search.run;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A process at work on the folder of a run: the only one, as long as this is open. Everything that it writes is complete
 * on the disk or not there.
 */
public final class RunSession implements AutoCloseable {
    private final RunFolder folder;
    private final RunConfig config;
    private final TrialLog trials;

    private RunSession(RunFolder folder, RunConfig config, TrialLog trials) {
        this.folder = folder;
        this.config = config;
        this.trials = trials;
    }

    /**
     * Starts a run in a folder, which is made where it is missing.
     *
     * @throws UserError if the folder holds a run already, or cannot be written
     */
    public static RunSession create(Path path, RunConfig config, RunEnvironment environment) {
        RunFolder folder = new RunFolder(path);
        makeFolders(folder.modelFile(1, "").getParent());
        // the lock comes first: of two processes that start at once, just one gets past this line
        TrialLog trials = TrialLog.open(folder.trialsFile(), config.accuracy().measure());
        try {
            if (Files.exists(folder.configFile()) || trials.size() > 0) {
                throw new UserError(
                        "'" + path + "' holds a run already",
                        path.toString(),
                        "go on with it: sartor search --resume " + path + "; or choose another folder");
            }
            environment.write(folder.environmentFile());
            // the configuration comes last: a folder that has one is complete
            AtomicFile.writeString(folder.configFile(), RunConfigFile.format(config.relativeTo(path)));
            return new RunSession(folder, config, trials);
        } catch (RuntimeException e) {
            trials.close();
            throw e;
        }
    }

    /**
     * Goes on with a run.
     *
     * @throws UserError if the folder is none of a run, another process is at work on it, or it is damaged
     */
    public static RunSession resume(Path path) {
        RunFolder folder = RunFolder.open(path);
        RunConfig config = folder.config();
        return new RunSession(
                folder,
                config,
                TrialLog.open(folder.trialsFile(), config.accuracy().measure()));
    }

    public RunFolder folder() {
        return folder;
    }

    /** What earlier sessions recorded, and where this one records. */
    public TrialLog trials() {
        return trials;
    }

    /** The configuration, its paths made to hold from here. */
    public RunConfig config() {
        return config;
    }

    /**
     * Begins the search, or goes on with it, and writes {@code front.csv} whenever it ends; then, where that costs next to
     * nothing, what chance finds at the same budget.
     *
     * @param inputs   of {@link #config}
     * @param threads  that evaluate networks
     * @param nanoTime a clock such as {@link System#nanoTime}
     * @throws UserError if an input is not what it was when the run was started, no network within the limits is found, or
     *     an accuracy or the disk fails
     */
    public SearchResult search(
            RunInputs inputs, SearchListener listener, int threads, LongSupplier nanoTime, BooleanSupplier cancelled) {
        folder.environment().requireSameInputs(inputs.hashes(), folder.environmentFile());
        AccuracySource accuracy = inputs.accuracy().keepingIn(folder.accuracyFolder());
        accuracy.takeOver(folder.otherAccuracyFolders()).ifPresent(listener::takenOver);
        accuracy.prepare(threads, listener.preparation(), cancelled);
        accuracy.learnt().ifPresent(this::keepOrCompare);
        SearchResult result = new Search(
                        inputs.problem(),
                        accuracy,
                        config.algorithm(),
                        config.budget(),
                        config.seed(),
                        trials,
                        listener,
                        nanoTime)
                .run(threads, cancelled);
        AtomicFile.writeString(
                folder.frontFile(),
                FrontCsv.format(result.front(), config.accuracy().measure()));
        if (result.end() != SearchResult.End.INTERRUPTED && RandomBaseline.comesCheap(config)) {
            new RandomBaseline(inputs.problem(), accuracy, config)
                    .record(result, folder.baselineFile(), threads, listener, nanoTime, cancelled);
        }
        return result;
    }

    /** What was learnt answers for all trials: another machine may learn something else from the same inputs. */
    private void keepOrCompare(String learnt) {
        RunEnvironment environment = folder.environment();
        if (environment.learnt().isEmpty()) {
            environment.withLearnt(learnt).write(folder.environmentFile());
        } else if (!environment.learnt().get().equals(learnt)) {
            throw new UserError(
                    "what accuracies are judged by is not what it was when the run was started",
                    folder.accuracyFolder().toString(),
                    "restore that folder, or start a new run in another one");
        }
    }

    private static void makeFolders(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UserError(
                    "the folder cannot be made: " + e.getMessage(),
                    path.toString(),
                    "choose another folder",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    @Override
    public void close() {
        trials.close();
    }
}
