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
    /** By id of the training and epochs. */
    private final Map<String, Double> accuracies = new HashMap<>();

    private RungResults(Path folder) {
        this.folder = folder;
    }

    /** Reads the results of earlier sessions from a folder, which is created if it is missing. */
    static RungResults open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RungResults results = new RungResults(folder);
        try (AppendLog log = AppendLog.open(results.file())) {
            log.lines().stream()
                    .map(l -> l.split(" "))
                    .filter(f -> f.length == 3)
                    .forEach(f -> results.accuracies.put(f[0] + " " + f[1], Double.valueOf(f[2])));
        }
        return results;
    }

    private Path file() {
        return folder.resolve("rungs.txt");
    }

    /** The file with the state of a training that was paused at a rung. */
    Path checkpoint(long trainingId) {
        return folder.resolve(Long.toHexString(trainingId) + ".checkpoint");
    }

    synchronized OptionalDouble accuracy(long trainingId, int epochs) {
        Double accuracy = accuracies.get(key(trainingId, epochs));
        return accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
    }

    synchronized void record(long trainingId, int epochs, double accuracy) {
        accuracies.put(key(trainingId, epochs), accuracy);
        try (AppendLog log = AppendLog.open(file())) {
            log.append(key(trainingId, epochs) + " " + accuracy);
        }
    }

    private static String key(long trainingId, int epochs) {
        return Long.toHexString(trainingId) + " " + epochs;
    }

    /** Deletes the state of a training that will not be continued. */
    void deleteCheckpoint(long trainingId) {
        try {
            Files.deleteIfExists(checkpoint(trainingId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
