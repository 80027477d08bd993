package dev.sartor.executor.training;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.TensorFile;
import dev.sartor.network.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training's state in a file. Resumed, training goes on as if it had never stopped, bit for bit: randomness depends only
 * on seed, epoch and step.
 *
 * @param identity what must be the same to resume: network, data, recipe and seed, by name
 */
record Checkpoint(Path file, Map<String, String> identity) {
    private static final String KIND = "checkpoint";
    private static final String WEIGHTS = "weights/";
    private static final String AVERAGE = "average/";

    void write(TrainingState state) {
        Map<String, String> texts = new LinkedHashMap<>(identity);
        texts.put("epoch", Integer.toString(state.epoch));
        texts.put("batch", Integer.toString(state.batch));
        texts.put("lossSum", Double.toString(state.lossSum));
        texts.put("correct", Long.toString(state.correct));
        texts.put("seen", Long.toString(state.seen));
        for (EpochResult result : state.history) {
            texts.put("epoch" + result.epoch(), format(result));
        }
        Map<String, float[]> tensors = new LinkedHashMap<>();
        put(tensors, WEIGHTS, state.weights);
        state.descent.memory().forEach((name, memory) -> put(tensors, name + "/", memory));
        state.average.ifPresent(a -> put(tensors, AVERAGE, a.weights()));
        new TensorFile(KIND, texts, tensors).write(file);
    }

    private static void put(Map<String, float[]> tensors, String prefix, Weights weights) {
        weights.tensors().forEach((name, tensor) -> tensors.put(prefix + name, tensor));
    }

    /** Restores the state if there is a checkpoint. One of another training is a {@link dev.sartor.base.UserError}. */
    void readInto(TrainingState state) {
        if (!Files.exists(file)) {
            return;
        }
        TensorFile stored = TensorFile.read(file, KIND);
        stored.requireTexts(identity, file);
        state.epoch = Integer.parseInt(stored.texts().get("epoch"));
        state.batch = Integer.parseInt(stored.texts().get("batch"));
        state.lossSum = Double.parseDouble(stored.texts().get("lossSum"));
        state.correct = Long.parseLong(stored.texts().get("correct"));
        state.seen = Long.parseLong(stored.texts().get("seen"));
        for (int epoch = 1; epoch <= state.epoch; epoch++) {
            state.history.add(parse(epoch, stored.texts().get("epoch" + epoch)));
        }
        restore(stored, WEIGHTS, state.weights);
        state.descent.memory().forEach((name, memory) -> restore(stored, name + "/", memory));
        state.average.ifPresent(a -> restore(stored, AVERAGE, a.weights()));
    }

    private static void restore(TensorFile stored, String prefix, Weights weights) {
        weights.tensors()
                .forEach((name, tensor) ->
                        System.arraycopy(stored.tensors().get(prefix + name), 0, tensor, 0, tensor.length));
    }

    private static String format(EpochResult r) {
        String training = r.training().loss() + " " + r.training().accuracy();
        return r.validation()
                .map(v -> training + " " + v.loss() + " " + v.accuracy())
                .orElse(training);
    }

    private static EpochResult parse(int epoch, String text) {
        List<Double> v =
                java.util.Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
        Optional<ClassificationMetrics> validation =
                v.size() > 2 ? Optional.of(new ClassificationMetrics(v.get(2), v.get(3))) : Optional.empty();
        return new EpochResult(epoch, new ClassificationMetrics(v.get(0), v.get(1)), validation);
    }
}
