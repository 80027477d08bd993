package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one model: {@code NAME.weights}, {@code NAME.json} (its card), {@code NAME.onnx}, {@code NAME.checkpoint}. */
public record ModelFiles(Path folder, String name) {

    /** The files of an architecture that belongs to no run; its name, fit for a file's. */
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

    /** Of a training under way. */
    public Path checkpoint() {
        return folder.resolve(name + ".checkpoint");
    }

    /** @throws UserError unless there are weights and card of a trained model */
    public void requireTrained(Architecture architecture) {
        if (!Files.exists(card()) || !Files.exists(weights())) {
            throw new UserError(
                    architecture.name() + " has no trained weights",
                    weights().toString(),
                    "train it first: sartor train " + architecture.name());
        }
    }

    /** Makes the folder where it is missing, before hours of work end in its lack. */
    void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(
                    "the folder cannot be made: " + e.getMessage(),
                    folder.toString(),
                    "choose another folder",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }
}
