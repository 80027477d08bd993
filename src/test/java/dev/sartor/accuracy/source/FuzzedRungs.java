package dev.sartor.accuracy.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The results of a killed halving as a reader of bytes. */
public final class FuzzedRungs {
    private FuzzedRungs() {}

    /** Reads results and looks one up. */
    public static void read(byte[] input, Path folder) throws IOException {
        Files.write(folder.resolve("rungs.txt"), input);
        double accuracy = RungResults.open(folder).accuracy(0x2a, 3).orElse(0);
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalStateException(accuracy + " is no accuracy");
        }
    }
}
