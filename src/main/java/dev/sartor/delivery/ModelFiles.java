package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.file.FolderLock;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.file.WriteErrors;
import dev.sartor.executor.WeightsFile;
import dev.sartor.network.Weights;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of one model: {@code NAME.weights}, {@code NAME.json} (its card), {@code NAME.checkpoint}, and exported files. */
public record ModelFiles(Path folder, String name) {
    private static final String UNSUITABLE = "[^A-Za-z0-9._-]+";
    private static final int HASH_DIGITS = 8;

    /** The files of a trial's model. */
    public static ModelFiles of(RunFolder run, int trial) {
        return new ModelFiles(run.modelFile(trial, "").getParent(), Integer.toString(trial));
    }

    /**
     * The files of an architecture that belongs to no run. Characters of its name that do not suit a file name become '-', and
     * a part of the name's hash is added to tell such names apart. A name {@code RUN:TRIAL} becomes {@code RUN-TRIAL} without a
     * hash.
     */
    public static ModelFiles of(Path folder, Architecture architecture) {
        String name = architecture.name();
        String suitable = name.replaceAll(UNSUITABLE, "-");
        var withoutHash = new ModelFiles(folder, suitable);
        if (name.replace(':', '-').equals(suitable) && !name.startsWith(".") || withoutHash.isOf(name)) {
            return withoutHash;
        }
        String letters = suitable.replaceAll("^[-.]+", "");
        String hash = Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
        return new ModelFiles(folder, (letters.isEmpty() ? "model" : letters) + "-" + hash);
    }

    /** Whether these are the files of a model of this name; earlier versions wrote them without a hash. */
    private boolean isOf(String model) {
        return exist() && ModelCard.read(card()).name().equals(model);
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

    /** The model in 8-bit integers. */
    public Path int8Onnx() {
        return folder.resolve(name + ".int8.onnx");
    }

    /** The card of the model in 8-bit integers. */
    public Path int8Card() {
        return folder.resolve(name + ".int8.json");
    }

    public Path liteRt() {
        return folder.resolve(name + ".tflite");
    }

    /** The LiteRT file in 8-bit integers. */
    public Path int8LiteRt() {
        return folder.resolve(name + ".int8.tflite");
    }

    /** The weights of the folded network after quantisation-aware training. */
    public Path quantisedWeights() {
        return folder.resolve(name + ".quantised.weights");
    }

    /** The card of a quantisation-aware training. */
    public Path quantisedCard() {
        return folder.resolve(name + ".quantised.json");
    }

    /** The state of a quantisation-aware training in progress. */
    public Path quantisedCheckpoint() {
        return folder.resolve(name + ".quantised.checkpoint");
    }

    /** The weights for PyTorch. */
    public Path safetensors() {
        return folder.resolve(name + ".safetensors");
    }

    /** The state of a training in progress. */
    public Path checkpoint() {
        return folder.resolve(name + ".checkpoint");
    }

    /** Creates and locks the folder, so that no other command changes its models. */
    public FolderLock lock() {
        return FolderLock.acquire(folder);
    }

    boolean exist() {
        return Files.exists(card()) && Files.exists(weights());
    }

    /**
     * Replaces the model by the result of a training. The checkpoint is deleted last: if the process dies before, repeating
     * the training resumes from it and ends at once with the same result.
     */
    void replace(Weights weights, ModelCard card) {
        replacementSteps(weights, card).forEach(Runnable::run);
    }

    /**
     * The atomic steps of {@link #replace}. After each of them weights, card and exported file belong together, or the card is
     * missing and the model counts as not trained.
     */
    List<Runnable> replacementSteps(Weights weights, ModelCard card) {
        return List.of(
                () -> delete(card()),
                () -> delete(onnx()),
                () -> delete(liteRt()),
                () -> delete(int8LiteRt()),
                () -> delete(int8Card()),
                () -> delete(int8Onnx()),
                () -> delete(quantisedCheckpoint()),
                () -> delete(quantisedCard()),
                () -> delete(quantisedWeights()),
                () -> WeightsFile.write(weights(), weights),
                () -> card.write(card()),
                this::deleteCheckpoint);
    }

    /**
     * Replaces the result of a quantisation-aware training, and deletes files that were exported from an earlier form. The
     * checkpoint is deleted last.
     *
     * @param writeCard writes the card of the training
     */
    public void replaceQuantised(Weights weights, Runnable writeCard) {
        delete(quantisedCard());
        delete(int8LiteRt());
        delete(int8Card());
        delete(int8Onnx());
        WeightsFile.write(quantisedWeights(), weights);
        writeCard.run();
        deleteQuantisedCheckpoint();
    }

    public void deleteQuantisedCheckpoint() {
        delete(quantisedCheckpoint());
    }

    void deleteCheckpoint() {
        delete(checkpoint());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw WriteErrors.of(file, e);
        }
    }
}
