package dev.sartor.executor.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads bytes as the state of a training, for fuzz tests. */
public final class FuzzedCheckpoint {
    private FuzzedCheckpoint() {}

    /** Restores a training from a file. */
    public static void read(byte[] input, Path file) throws IOException {
        Files.write(file, input);
        for (Checkpoint.Format format : Checkpoint.Format.values()) {
            var checkpoint = new Checkpoint(file, format, Map.of());
            var state = new TrainingState();
            checkpoint.readInto(state, Map.of("stem", Map.of("weight", new float[3])));
            checkpoint.completedEpochs();
        }
    }
}
