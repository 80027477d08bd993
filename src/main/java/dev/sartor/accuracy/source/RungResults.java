package dev.sartor.accuracy.source;

import dev.sartor.base.file.AppendLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Accuracies by training and number of epochs, stored so that a killed run need not repeat trainings. */
final class RungResults {
    private final Path folder;
    private final Map<String, Double> known = new HashMap<>();

    private RungResults(Path folder) {
        this.folder = folder;
    }

    /** Reads what earlier sessions kept in a folder, which is made. */
    static RungResults open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RungResults rungs = new RungResults(folder);
        try (AppendLog log = AppendLog.open(rungs.file())) {
            log.lines().stream()
                    .map(l -> l.split(" "))
                    .filter(f -> f.length == 3)
                    .forEach(f -> rungs.known.put(f[0] + " " + f[1], Double.valueOf(f[2])));
        }
        return rungs;
    }

    private Path file() {
        return folder.resolve("rungs.txt");
    }

    /** Where the state of a training waits for its next rung. */
    Path checkpoint(long training) {
        return folder.resolve(Long.toHexString(training) + ".checkpoint");
    }

    synchronized OptionalDouble accuracy(long training, int epochs) {
        Double accuracy = known.get(key(training, epochs));
        return accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
    }

    synchronized void add(long training, int epochs, double accuracy) {
        known.put(key(training, epochs), accuracy);
        try (AppendLog log = AppendLog.open(file())) {
            log.append(key(training, epochs) + " " + accuracy);
        }
    }

    private static String key(long training, int epochs) {
        return Long.toHexString(training) + " " + epochs;
    }

    /** Forgets the state of a training that will not go on. */
    void drop(long training) {
        try {
            Files.deleteIfExists(checkpoint(training));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
