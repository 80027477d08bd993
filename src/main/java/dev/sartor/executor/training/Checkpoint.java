package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.TensorFile;
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
 * @param identity texts by name that must be equal for the training to resume: network or space, data, recipe and seed
 */
public record Checkpoint(Path file, Format format, Map<String, String> identity) {

    /** The two kinds of checkpoint. Their words are part of the file format. */
    public enum Format {
        /** Of one network. */
        NETWORK("checkpoint", "lossSum", true),
        /** Of shared weights; the results of earlier epochs are not stored. */
        SUPERNET("supernet", "loss", false);

        private final String kind;
        private final String lossSum;
        private final boolean history;

        Format(String kind, String lossSum, boolean history) {
            this.kind = kind;
            this.lossSum = lossSum;
            this.history = history;
        }
    }

    /** @param tensors by group and name, see {@link Trainable#state} */
    void write(TrainingState state, Map<String, Map<String, float[]>> tensors) {
        Map<String, String> texts = new LinkedHashMap<>(identity);
        texts.put("epoch", Integer.toString(state.epoch));
        texts.put("batch", Integer.toString(state.batch));
        texts.put(format.lossSum, Double.toString(state.lossSum));
        texts.put("correct", Long.toString(state.correct));
        texts.put("seen", Long.toString(state.seen));
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
     * @param tensors to read into; a group that the file lacks stays as it is
     * @throws dev.sartor.base.UserError if it is the checkpoint of another training
     */
    void readInto(TrainingState state, Map<String, Map<String, float[]>> tensors) {
        if (!Files.exists(file)) {
            return;
        }
        TensorFile stored = read();
        state.epoch = number(stored, "epoch");
        state.batch = number(stored, "batch");
        state.lossSum = Double.parseDouble(stored.texts().get(format.lossSum));
        state.correct = Long.parseLong(stored.texts().get("correct"));
        state.seen = Long.parseLong(stored.texts().get("seen"));
        for (int epoch = 1; format.history && epoch <= state.epoch; epoch++) {
            state.history.add(parse(epoch, stored.texts().get("epoch" + epoch)));
        }
        tensors.forEach((group, named) -> restore(stored, group + "/", named));
    }

    /**
     * Epochs that the stored training has completed.
     *
     * @throws dev.sartor.base.UserError if there is no such file, or if it is the checkpoint of another training
     */
    public int completedEpochs() {
        return number(read(), "epoch");
    }

    private TensorFile read() {
        TensorFile stored = TensorFile.read(file, format.kind);
        stored.requireTexts(identity, file);
        return stored;
    }

    private static int number(TensorFile stored, String name) {
        return Integer.parseInt(stored.texts().get(name));
    }

    private static void restore(TensorFile stored, String prefix, Map<String, float[]> tensors) {
        if (stored.tensors().keySet().stream().noneMatch(name -> name.startsWith(prefix))) {
            return;
        }
        tensors.forEach(
                (name, tensor) -> System.arraycopy(stored.tensors().get(prefix + name), 0, tensor, 0, tensor.length));
    }

    private static String format(EpochResult r) {
        String training = r.training().loss() + " " + r.training().accuracy();
        return r.validation()
                .map(v -> training + " " + v.loss() + " " + v.accuracy())
                .orElse(training);
    }

    private static EpochResult parse(int epoch, String text) {
        List<Double> v = Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
        Optional<ClassificationMetrics> validation =
                v.size() > 2 ? Optional.of(new ClassificationMetrics(v.get(2), v.get(3))) : Optional.empty();
        return new EpochResult(epoch, new ClassificationMetrics(v.get(0), v.get(1)), validation);
    }
}
