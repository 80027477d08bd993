package dev.sartor.search.run;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.ScoreLog;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Folders;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.FileCommands;
import dev.sartor.base.process.SartorCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Exclusive write access to the folder of a run. Files are written atomically: a file is complete on the disk or not there.
 */
public final class RunSession implements AutoCloseable {
    private final RunFolder folder;
    private final RunConfig config;
    private final TrialLog trials;

    private RunSession(RunFolder folder, RunConfig config, TrialLog trials) {
        // temporary files of sessions that were killed; no other session writes them, since this one has locked the run
        AtomicFile.deleteAbandoned(folder.path());
        AtomicFile.deleteAbandoned(folder.accuracyFolder());
        this.folder = folder;
        this.config = config;
        this.trials = trials;
    }

    /**
     * Starts a run in a folder, which is created if it is missing.
     *
     * @throws UserError if the folder already contains a run, or cannot be written
     */
    public static RunSession create(Path path, RunConfig config, RunEnvironment environment) {
        RunFolder folder = new RunFolder(path);
        Folders.create(folder.modelsFolder());
        // locks the run: of two processes that start at once, one fails here
        TrialLog trials = TrialLog.open(folder.trialsFile(), config.accuracy().metric(), environment.evaluationSet());
        try {
            if (Files.exists(folder.configFile()) || trials.size() > 0) {
                throw new UserError(
                        "'" + path + "' already contains a run",
                        path.toString(),
                        "resume it: " + SartorCommand.of("search").with("--resume", path)
                                + "; or choose another folder");
            }
            environment.write(folder.environmentFile());
            // the configuration is written last: a folder that has one is complete
            writeConfig(folder, config);
            return new RunSession(folder, config, trials);
        } catch (RuntimeException e) {
            trials.close();
            throw e;
        }
    }

    /**
     * Resumes a run.
     *
     * @param consent decides whether the run's accuracy command, which somebody else may have written, may be executed
     * @throws UserError if it may not be executed, or the folder contains no run, another process is writing to it, or it is
     *     damaged
     */
    public static RunSession resume(Path path, CommandConsent consent) {
        return resume(path, ResumeOptions.NONE, consent);
    }

    /**
     * Resumes a run with more trials, or with images that were moved. {@link #search} stores the change after it has checked that
     * the images are the same.
     *
     * @param consent decides whether the run's accuracy command, which somebody else may have written, may be executed
     * @throws UserError if it may not be executed, or the folder contains no run, another process is writing to it, it is damaged,
     *     or the options do not suit it
     */
    public static RunSession resume(Path path, ResumeOptions options, CommandConsent consent) {
        RunFolder folder = RunFolder.open(path);
        RunConfigFile.requireResumable(folder.configFile(), folder.config());
        RunConfig config = options.applyTo(folder);
        consent.require(commands(path, config));
        return new RunSession(
                folder,
                config,
                TrialLog.open(folder.trialsFile(), config.accuracy().metric(), folder.evaluationSet()));
    }

    private static void writeConfig(RunFolder folder, RunConfig config) {
        AtomicFile.writeString(folder.configFile(), RunConfigFile.format(config.relativeTo(folder.path())));
    }

    /** The commands that a search with this configuration runs. */
    public static FileCommands commands(Path path, RunConfig config) {
        return new FileCommands(
                path,
                "the accuracy in config.yaml",
                config.accuracy().accuracies() instanceof AccuracySpec.Command command
                        ? List.of(command.command())
                        : List.of());
    }

    public RunFolder folder() {
        return folder;
    }

    /** Log of the trials of earlier sessions and of this one. */
    public TrialLog trials() {
        return trials;
    }

    /** The configuration, with paths from the working directory. */
    public RunConfig config() {
        return config;
    }

    /**
     * Starts or resumes the search and writes {@code front.csv} when it ends. Then it runs the {@link RandomBaseline}, if
     * scores cost next to nothing.
     *
     * @param inputs   those that {@link #config} names
     * @param threads  number of threads that evaluate networks
     * @param nanoTime a clock such as {@link System#nanoTime}
     * @throws UserError if an input changed since the run was started, no network within the limits is found, or the accuracy
     *     source or the disk fails
     */
    public SearchResult search(
            RunInputs inputs, SearchListener listener, int threads, LongSupplier nanoTime, BooleanSupplier cancelled) {
        folder.environment().requireSameInputs(inputs.hashes(), folder.environmentFile());
        if (!config.equals(folder.config())) {
            writeConfig(folder, config);
        }
        AccuracySource accuracy = inputs.accuracy().withCacheFolder(folder.accuracyFolder());
        accuracy.reuseFrom(folder.otherAccuracyFolders()).ifPresent(listener::reused);
        accuracy.prepare(threads, listener.preparation(), cancelled);
        accuracy.fingerprint().ifPresent(this::recordOrCheckFingerprint);
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
                FrontCsv.format(result.front(), config.accuracy().metric(), folder.evaluationSet()));
        if (result.end() != SearchResult.End.INTERRUPTED) {
            ScoreLog.delete(folder.accuracyFolder());
        }
        if (result.end() != SearchResult.End.INTERRUPTED && RandomBaseline.isCheap(config)) {
            new RandomBaseline(inputs.problem(), accuracy, config, folder.evaluationSet())
                    .record(result, folder.baselineFile(), threads, listener, nanoTime, cancelled);
        }
        return result;
    }

    /** All trials must be scored by the same trained state. On another machine, training on the same inputs may give another one. */
    private void recordOrCheckFingerprint(String fingerprint) {
        RunEnvironment environment = folder.environment();
        if (environment.fingerprint().isEmpty()) {
            environment.withFingerprint(fingerprint).write(folder.environmentFile());
        } else if (!environment.fingerprint().get().equals(fingerprint)) {
            throw new UserError(
                    "the trained state of the accuracy source changed since the run was started",
                    folder.accuracyFolder().toString(),
                    "restore that folder, or start a new run in another folder");
        }
    }

    @Override
    public void close() {
        trials.close();
    }
}
