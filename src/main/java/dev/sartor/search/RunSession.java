package dev.sartor.search;

import dev.sartor.arch.UserError;
import dev.sartor.data.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process at work on the folder of a run: the only one, as long as this is open. Everything that it writes is complete
 * on the disk or not there.
 */
public final class RunSession implements AutoCloseable {
    private final RunFolder folder;
    private final TrialLog trials;

    private RunSession(RunFolder folder, TrialLog trials) {
        this.folder = folder;
        this.trials = trials;
    }

    /**
     * Starts a run in a folder, which is made where it is missing.
     *
     * @throws UserError if the folder holds a run already, or cannot be written
     */
    public static RunSession create(Path path, RunConfig config, Environment environment) {
        RunFolder folder = new RunFolder(path);
        makeFolders(folder.modelFile(1, "").getParent());
        // the lock comes first: of two processes that start at once, just one gets past this line
        TrialLog trials = TrialLog.open(folder.trialsFile());
        try {
            if (Files.exists(folder.configFile()) || trials.size() > 0) {
                throw new UserError("'" + path + "' holds a run already", path.toString(),
                        "go on with it: sartor search --resume " + path + "; or choose another folder");
            }
            environment.write(folder.environmentFile());
            // the configuration comes last: a folder that has one is complete
            AtomicFile.writeString(folder.configFile(), RunConfigFile.format(config.relativeTo(path)));
            return new RunSession(folder, trials);
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
        return new RunSession(folder, TrialLog.open(folder.trialsFile()));
    }

    public RunFolder folder() {
        return folder;
    }

    /** What earlier sessions recorded, and where this one records. */
    public TrialLog trials() {
        return trials;
    }

    /**
     * Makes sure that the inputs are those the run was started with.
     *
     * @param hashes SHA-256 by the input's name
     * @throws UserError naming the inputs that changed
     */
    public void requireSameInputs(Map<String, String> hashes) {
        folder.environment().requireSameInputs(hashes, folder.environmentFile());
    }

    /** Writes {@code front.csv}. */
    public void writeFront(SearchResult result) {
        AtomicFile.writeString(folder.frontFile(), FrontCsv.format(result.front()));
    }

    private static void makeFolders(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UserError("the folder cannot be made: " + e.getMessage(), path.toString(), "choose another folder",
                    UserError.ExitCode.FAILED, e);
        }
    }

    @Override
    public void close() {
        trials.close();
    }
}
