package dev.sartor.supernet;

import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.TensorFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that training changes as it goes, and its file: a checkpoint while training goes on, and what was learnt when
 * it is done.
 */
final class SupernetState {
    private static final String KIND = "supernet";
    private static final String WEIGHTS = "weights/";
    private static final String VELOCITY = "velocity/";

    final SharedWeights shared;
    final SharedSgd sgd;
    /** The next epoch and batch, both counted from 0. */
    int epoch;

    int batch;
    /** Sums over the batches of the present epoch so far. */
    private double loss;

    private long correct;
    private long seen;

    SupernetState(SharedWeights shared, SharedSgd sgd) {
        this.shared = shared;
        this.sgd = sgd;
    }

    void add(CrossEntropyLoss judged, int images) {
        loss += judged.sum();
        correct += judged.correct();
        seen += images;
        batch++;
    }

    /** How the present epoch goes. */
    ClassificationMetrics score() {
        return new ClassificationMetrics(loss / seen, (double) correct / seen);
    }

    void endEpoch() {
        epoch++;
        batch = 0;
        loss = 0;
        correct = 0;
        seen = 0;
    }

    /**
     * @param identity what must be the same to go on from the file
     * @param goesOn   whether there are steps to come; what is learnt for good needs no velocity, which is as large as the weights
     */
    void write(Path file, Map<String, String> identity, boolean goesOn) {
        Map<String, String> texts = new LinkedHashMap<>(identity);
        texts.put("epoch", Integer.toString(epoch));
        texts.put("batch", Integer.toString(batch));
        texts.put("loss", Double.toString(loss));
        texts.put("correct", Long.toString(correct));
        texts.put("seen", Long.toString(seen));
        Map<String, float[]> tensors = new LinkedHashMap<>();
        shared.tensors().forEach((name, values) -> tensors.put(WEIGHTS + name, values));
        if (goesOn) {
            sgd.velocity().forEach((name, values) -> tensors.put(VELOCITY + name, values));
        }
        new TensorFile(KIND, texts, tensors).write(file);
    }

    /** Goes to where a file stands, if there is one; that of another training is a {@link dev.sartor.base.UserError}. */
    void read(Path file, Map<String, String> identity) {
        if (!Files.exists(file)) {
            return;
        }
        TensorFile stored = TensorFile.read(file, KIND);
        stored.requireTexts(identity, file);
        epoch = Integer.parseInt(stored.texts().get("epoch"));
        batch = Integer.parseInt(stored.texts().get("batch"));
        loss = Double.parseDouble(stored.texts().get("loss"));
        correct = Long.parseLong(stored.texts().get("correct"));
        seen = Long.parseLong(stored.texts().get("seen"));
        restore(stored, WEIGHTS, shared.tensors());
        if (stored.tensors().keySet().stream().anyMatch(name -> name.startsWith(VELOCITY))) {
            restore(stored, VELOCITY, sgd.velocity());
        }
    }

    private static void restore(TensorFile stored, String prefix, Map<String, float[]> tensors) {
        tensors.forEach(
                (name, values) -> System.arraycopy(stored.tensors().get(prefix + name), 0, values, 0, values.length));
    }
}
