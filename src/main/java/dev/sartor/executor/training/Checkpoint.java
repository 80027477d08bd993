package dev.sartor.executor.training;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.TensorFile;
import dev.sartor.executor.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file that holds the state of a training. A resumed training gives the same bits as one that was never stopped, since
 * its randomness depends only on seed, epoch and step.
 *
 * @param identity strings by key that must be equal for the training to resume: network or space, data, recipe and seed
 */
public record Checkpoint(Path file, Format format, Map<String, String> identity) {

    /** The two kinds of checkpoint. Their strings are part of the file format. */
    public enum Format {
        /** The checkpoint of one network. */
        NETWORK("checkpoint", "lossSum", true),
        /** The checkpoint of a supernet (weights that networks share); the results of earlier epochs are not stored. */
        SUPERNET("supernet", "loss", false);

        private final String kind;
        /** The key under which the sum of losses is stored. */
        private final String lossSum;

        /** Whether the results of earlier epochs are stored. */
        private final boolean history;

        Format(String kind, String lossSum, boolean history) {
            this.kind = kind;
            this.lossSum = lossSum;
            this.history = history;
        }
    }

    /** Whether a file exists that is the checkpoint of a network's training with this recipe and seed. */
    public static boolean belongsTo(Path file, Recipe recipe, long seed) {
        if (!Files.exists(file)) {
            return false;
        }
        Map<String, String> texts = TensorFile.read(file, Format.NETWORK.kind).texts();
        return recipe.toString().equals(texts.get("recipe"))
                && Long.toString(seed).equals(texts.get("seed"));
    }

    /** @param tensors the tensors by group and name, see {@link Trainable#state} */
    void write(TrainingState state, Map<String, Map<String, float[]>> tensors) {
        Map<String, String> texts = new LinkedHashMap<>(identity);
        texts.put("epoch", Integer.toString(state.epoch));
        texts.put("batch", Integer.toString(state.batch));
        texts.put(format.lossSum, Double.toString(state.lossSum));
        texts.put("correct", Long.toString(state.correct));
        texts.put("seen", Long.toString(state.imagesSeen));
        if (format.history) {
            state.history.forEach(result -> texts.put("epoch" + result.epoch(), format(result)));
        }
        Map<String, float[]> stored = new LinkedHashMap<>();
        tensors.forEach((group, named) -> named.forEach((name, values) -> stored.put(group + "/" + name, values)));
        new TensorFile(format.kind, texts, stored).write(file);
    }

    /**
     * Restores position and tensors if the file exists.
     *
     * @param tensors the tensors to read into; a group that the file lacks stays as it is
     * @throws UserError if it is the checkpoint of another training
     */
    void readInto(TrainingState state, Map<String, Map<String, float[]>> tensors) {
        if (!Files.exists(file)) {
            return;
        }
        TensorFile stored = read();
        requireTensors(stored, tensors);
        readInto(state, stored);
        tensors.forEach((group, named) -> restore(stored, group + "/", named));
    }

    private void readInto(TrainingState state, TensorFile stored) {
        try {
            state.epoch = nonNegative(stored, "epoch");
            state.batch = nonNegative(stored, "batch");
            state.lossSum = Double.parseDouble(text(stored, format.lossSum));
            state.correct = Long.parseLong(text(stored, "correct"));
            state.imagesSeen = Long.parseLong(text(stored, "seen"));
            for (int epoch = 1; format.history && epoch <= state.epoch; epoch++) {
                state.history.add(parse(epoch, text(stored, "epoch" + epoch)));
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw damaged();
        }
    }

    /**
     * Epochs that the stored training has completed.
     *
     * @throws UserError if there is no such file, or if it is the checkpoint of another training
     */
    public int completedEpochs() {
        try {
            return nonNegative(read(), "epoch");
        } catch (NumberFormatException e) {
            throw damaged();
        }
    }

    private TensorFile read() {
        TensorFile stored = TensorFile.read(file, format.kind);
        stored.requireTexts(identity, file);
        return stored;
    }

    private int nonNegative(TensorFile stored, String name) {
        int value = Integer.parseInt(text(stored, name));
        if (value < 0) {
            throw damaged();
        }
        return value;
    }

    private String text(TensorFile stored, String name) {
        String text = stored.texts().get(name);
        if (text == null) {
            throw damaged();
        }
        return text;
    }

    /** Requires that each group is stored as a whole, with tensors of the same lengths, or not at all. */
    private void requireTensors(TensorFile stored, Map<String, Map<String, float[]>> tensors) {
        tensors.forEach((group, named) -> {
            if (isStored(stored, group + "/")) {
                named.forEach((name, tensor) -> {
                    float[] values = stored.tensors().get(group + "/" + name);
                    if (values == null || values.length != tensor.length) {
                        throw damaged();
                    }
                });
            }
        });
    }

    private static boolean isStored(TensorFile stored, String prefix) {
        return stored.tensors().keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Copies a group of tensors, if it is stored. */
    private static void restore(TensorFile stored, String prefix, Map<String, float[]> tensors) {
        if (isStored(stored, prefix)) {
            tensors.forEach((name, tensor) ->
                    System.arraycopy(stored.tensors().get(prefix + name), 0, tensor, 0, tensor.length));
        }
    }

    private UserError damaged() {
        return ReadErrors.malformed(
                file, "is damaged: it does not hold the state of this training", "delete it, and train from the start");
    }

    private static String format(EpochResult r) {
        String training = r.training().loss() + " " + r.training().accuracy();
        return r.validation()
                .map(v -> training + " " + v.loss() + " " + v.accuracy())
                .orElse(training);
    }

    /** The inverse of {@link #format}. */
    private static EpochResult parse(int epoch, String text) {
        List<Double> v = Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
        Optional<ClassificationMetrics> validation =
                v.size() > 2 ? Optional.of(new ClassificationMetrics(v.get(2), v.get(3))) : Optional.empty();
        return new EpochResult(epoch, new ClassificationMetrics(v.get(0), v.get(1)), validation);
    }
}
