package dev.sartor.accuracy.source;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.file.AppendLog;
import dev.sartor.base.file.Folders;
import dev.sartor.base.file.WriteErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accuracies of trainings at each rung, the number of epochs at which they paused. They are stored, so that a killed run need not
 * repeat trainings.
 */
final class RungResults {
    /** A line of the file: id of the training (its seed, hexadecimal), epochs and accuracy. */
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{1,16} [0-9]{1,9}) ([0-9]\\.[0-9]{1,20}(?:E-?[0-9]{1,3})?)");

    private final Path folder;
    /** The accuracies by {@link #key}. */
    private final Map<String, Double> accuracies = new HashMap<>();

    private RungResults(Path folder) {
        this.folder = folder;
    }

    /** Reads the results of earlier sessions from a folder, which is created if it is missing. */
    static RungResults open(Path folder) {
        Folders.create(folder);
        RungResults results = new RungResults(folder);
        try (AppendLog log = AppendLog.open(results.file())) {
            log.lines().forEach(results::addLine);
        }
        return results;
    }

    /** Adds a stored result; a damaged line is skipped, so that its training is repeated. */
    private void addLine(String line) {
        Matcher result = LINE.matcher(line);
        if (result.matches() && EvaluationMetric.ACCURACY.isValid(Double.parseDouble(result.group(2)))) {
            accuracies.put(result.group(1), Double.valueOf(result.group(2)));
        }
    }

    private Path file() {
        return folder.resolve("rungs.txt");
    }

    /** The file with the state of a training that was paused at a rung. */
    Path checkpoint(long trainingId) {
        return folder.resolve(Long.toHexString(trainingId) + ".checkpoint");
    }

    /** The stored accuracy of a training after some epochs. */
    synchronized OptionalDouble accuracy(long trainingId, int epochs) {
        Double accuracy = accuracies.get(key(trainingId, epochs));
        return accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
    }

    /** Stores the accuracy of a training after some epochs. */
    synchronized void record(long trainingId, int epochs, double accuracy) {
        accuracies.put(key(trainingId, epochs), accuracy);
        try (AppendLog log = AppendLog.open(file())) {
            log.append(key(trainingId, epochs) + " " + accuracy);
        }
    }

    private static String key(long trainingId, int epochs) {
        return Long.toHexString(trainingId) + " " + epochs;
    }

    /** Deletes the checkpoint of a training that will not be continued. */
    void deleteCheckpoint(long trainingId) {
        try {
            Files.deleteIfExists(checkpoint(trainingId));
        } catch (IOException e) {
            throw WriteErrors.of(checkpoint(trainingId), e);
        }
    }
}
