package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FileNames;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of one model: {@code NAME.weights}, {@code NAME.json} (its card), {@code NAME.onnx}, {@code NAME.checkpoint}. */
public record ModelFiles(Path folder, String name) {

    /** The files of a trial's model. */
    public static ModelFiles of(RunFolder run, int trial) {
        return new ModelFiles(run.modelFile(trial, "").getParent(), Integer.toString(trial));
    }

    /** The files of an architecture that belongs to no run; architectures of different names have different files. */
    public static ModelFiles of(Path folder, Architecture architecture) {
        return earlierRelease(folder, architecture.name())
                .orElseGet(() -> new ModelFiles(folder, FileNames.of(architecture.name())));
    }

    /** The files of an earlier release, which had the same name for several architectures. */
    private static Optional<ModelFiles> earlierRelease(Path folder, String name) {
        return Optional.of(new ModelFiles(folder, name.replaceAll("[^A-Za-z0-9._-]+", "-")))
                .filter(f -> !f.name().equals(FileNames.of(name)))
                .filter(f -> Files.isRegularFile(f.card()))
                .filter(f -> ModelCard.read(f.card()).name().equals(name));
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

    /** The weights for PyTorch. */
    public Path safetensors() {
        return folder.resolve(name + ".safetensors");
    }

    /** The state of a training in progress. */
    public Path checkpoint() {
        return folder.resolve(name + ".checkpoint");
    }

    /** @throws UserError if the weights or the card of a trained model are missing */
    public void requireTrained(Architecture architecture) {
        if (!Files.exists(card()) || !Files.exists(weights())) {
            throw new UserError(
                    architecture.name() + " has no trained weights",
                    weights().toString(),
                    "train it first: sartor train " + architecture.name());
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
