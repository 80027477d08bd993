package dev.sartor.accuracy.source;

import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads bytes as files of accuracies, for fuzz tests. */
public final class FuzzedAccuracies {
    private FuzzedAccuracies() {}

    /** Reads a table of known accuracies. */
    public static void table(byte[] input, Path file, SearchSpace space) throws IOException {
        AccuracyTable.read(Files.write(file, input), space);
    }

    /** Reads the results of a killed halving and looks one up. */
    public static void rungs(byte[] input, Path folder) throws IOException {
        Files.write(folder.resolve("rungs.txt"), input);
        // hash of the candidate, epochs
        double accuracy = RungResults.open(folder).accuracy(0x2a, 3).orElse(0);
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalStateException(accuracy + " is no accuracy");
        }
    }
}
