package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one model: {@code NAME.weights}, {@code NAME.json} (its card), {@code NAME.onnx}, {@code NAME.checkpoint}. */
public record ModelFiles(Path folder, String name) {

    /** The files of a trial's model. */
    public static ModelFiles of(RunFolder run, int trial) {
        return new ModelFiles(run.modelFile(trial, "").getParent(), Integer.toString(trial));
    }

    /** The files of an architecture that belongs to no run. Characters of its name that do not suit a file name become '-'. */
    public static ModelFiles of(Path folder, Architecture architecture) {
        return new ModelFiles(folder, architecture.name().replaceAll("[^A-Za-z0-9._-]+", "-"));
    }

    public Path weights() {
        return folder.resolve(name + ".weights");
    }

    public Path card() {
        return folder.resolve(name + ".json");
    }

    public Path onnx() {
        return folder.resolve(name + ".onnx");
    }

    /** The state of a training in progress. */
    public Path checkpoint() {
        return folder.resolve(name + ".checkpoint");
    }

    /**
     * Checks that the model was trained.
     *
     * @param name         of the architecture, as the user gave it
     * @param trainCommand the command that trains it
     * @throws UserError if the weights or the card are missing
     */
    public void requireTrained(String name, SartorCommand trainCommand) {
        if (!Files.exists(card()) || !Files.exists(weights())) {
            throw new UserError(
                    name + " has no trained weights", weights().toString(), "train it first: " + trainCommand);
        }
    }

    /** Creates the folder if it is missing. Called before the training, so that a wrong path does not fail after hours. */
    void createFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(
                    "the folder cannot be created: " + e.getMessage(),
                    folder.toString(),
                    "choose another folder",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }
}
