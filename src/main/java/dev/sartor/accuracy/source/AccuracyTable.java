package dev.sartor.accuracy.source;

import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.base.UserError;
import dev.sartor.base.csv.CsvRow;
import dev.sartor.base.csv.CsvTable;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Table of known accuracies, read from a CSV file with a column {@code accuracy} (a share in [0, 1]) and either
 * {@code architecture} (block strings joined by {@code |}) or {@code genome} (the space's own encoding). Other columns are ignored.
 * The file may come from a spreadsheet, see {@link CsvTable}. Rows without an accuracy and repeated rows are counted.
 */
final class AccuracyTable implements AccuracySource {
    private static final String ACCURACY = "accuracy";
    private static final String ARCHITECTURE = "architecture";
    private static final String GENOME = "genome";

    /** Values of {@code repeatsAllowed}. */
    private static final boolean REPEATS_ALLOWED = true;

    private static final boolean NO_REPEATS = false;

    private final Path file;
    /** The different accuracies of each network; several are those of repeated trainings. */
    private final Map<String, List<Double>> accuracies = new HashMap<>();

    private final boolean repeatsAllowed;
    /** The text by which an architecture is looked up: its genome, or its block strings. */
    private final Function<Architecture, String> keyOf;

    private final SearchSpace space;
    private final boolean keyedByGenome;
    private int repeatedRows;
    private int rowsWithoutAccuracy;

    private AccuracyTable(Path file, CsvTable table, SearchSpace space, boolean repeatsAllowed) {
        this.repeatsAllowed = repeatsAllowed;
        this.file = file;
        this.space = space;
        String column = keyColumn(table.columns());
        table.requireColumn(column);
        table.requireColumn(ACCURACY);
        keyedByGenome = column.equals(GENOME);
        keyOf = keyedByGenome ? a -> space.format(space.encode(a)) : a -> String.join("|", a.blockStrings());
        table.rows().forEach(row -> add(row, column));
        requireDifferences();
    }

    /**
     * Reads the accuracies of a space's architectures.
     *
     * @throws UserError with the line, if a row is not a known architecture and an accuracy in [0, 1], or contradicts another; or
     *     if all accuracies of several architectures are equal
     */
    static AccuracyTable read(Path file, SearchSpace space) {
        return new AccuracyTable(file, CsvTable.read(file), space, NO_REPEATS);
    }

    /**
     * Reads the accuracies of a space's architectures. Rows of one architecture with different accuracies are repeated trainings,
     * whose mean is used.
     */
    static AccuracyTable readRepeated(Path file, SearchSpace space) {
        return new AccuracyTable(file, CsvTable.read(file), space, REPEATS_ALLOWED);
    }

    @Override
    public double score(Architecture architecture, long seed) {
        return find(architecture)
                .orElseThrow(() -> new UserError(
                        "there is no accuracy for " + keyOf.apply(architecture),
                        file.toString(),
                        "add its row (every network within the limits needs one), or predict the missing ones:"
                                + " --accuracy predicted:" + file));
    }

    /** The accuracy of an architecture, if it is known. */
    Optional<Double> find(Architecture architecture) {
        return Optional.ofNullable(accuracies.get(keyOf.apply(architecture))).map(AccuracyTable::mean);
    }

    /**
     * The genomes with their accuracies, sorted by the genomes' texts.
     *
     * @throws UserError if the file names architectures by block strings, which do not determine every gene
     */
    List<ScoredGenome> scoredGenomes() {
        if (!keyedByGenome) {
            throw new UserError(
                    "block strings do not determine every gene",
                    file.toString(),
                    "give the architectures in a column genome, as trials.jsonl writes them");
        }
        return new TreeMap<>(accuracies)
                .entrySet().stream()
                        .map(e -> scoredGenome(space.parse(e.getKey()), e.getValue()))
                        .toList();
    }

    private static ScoredGenome scoredGenome(Genome genome, List<Double> trainings) {
        double mean = mean(trainings);
        double squares =
                trainings.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
        return new ScoredGenome(genome, mean, trainings.size(), squares);
    }

    private static double mean(List<Double> values) {
        return values.size() == 1
                ? values.getFirst()
                : values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The number of rows without an accuracy, as of trainings that failed. */
    int rowsWithoutAccuracy() {
        return rowsWithoutAccuracy;
    }

    @Override
    public String description() {
        return accuracies.size()
                + (accuracies.size() == 1 ? " known accuracy from " : " known accuracies from ")
                + file.getFileName()
                + countText(repeatedTrainings(), ", 1 repeated training", ", %d repeated trainings")
                + countText(repeatedRows, ", 1 repeated row", ", %d repeated rows")
                + countText(rowsWithoutAccuracy, ", 1 row without an accuracy", ", %d rows without an accuracy");
    }

    private int repeatedTrainings() {
        return accuracies.values().stream().mapToInt(a -> a.size() - 1).sum();
    }

    private static String countText(int count, String one, String many) {
        return count == 0 ? "" : count == 1 ? one : many.formatted(count);
    }

    private String keyColumn(List<String> columns) {
        List<String> keys = columns.stream()
                .filter(c -> c.equals(ARCHITECTURE) || c.equals(GENOME))
                .toList();
        if (keys.isEmpty() || !columns.contains(ACCURACY)) {
            throw new UserError(
                    "the columns are " + String.join(", ", columns),
                    file + ":1",
                    "name one column accuracy and one architecture (or genome)");
        }
        return keys.getFirst();
    }

    private void add(CsvRow row, String column) {
        String name = row.text(column);
        OptionalDouble accuracy = accuracy(row);
        if (accuracy.isEmpty()) {
            rowsWithoutAccuracy++;
            return;
        }
        List<Double> known = accuracies.computeIfAbsent(canonical(name, row.where()), _ -> new ArrayList<>());
        if (known.contains(accuracy.getAsDouble())) {
            repeatedRows++;
            return;
        }
        if (!known.isEmpty() && !repeatsAllowed) {
            throw new UserError(
                    name + " has another accuracy, " + known.getFirst() + ", in an earlier row",
                    row.where(),
                    "remove one of the rows");
        }
        known.add(accuracy.getAsDouble());
    }

    /** The form of a network's name by which it is looked up. */
    private String canonical(String name, String where) {
        try {
            return keyedByGenome
                    ? space.format(space.canonical(space.parse(name)))
                    : Arrays.stream(name.split("\\|", -1))
                            .map(b -> BlockStrings.format(BlockStrings.parse(b)))
                            .collect(Collectors.joining("|"));
        } catch (UserError e) {
            throw e.withLocation(where + " " + e.where());
        }
    }

    /** The accuracy in a row; empty if the row has none. */
    private static OptionalDouble accuracy(CsvRow row) {
        String text = row.text(ACCURACY);
        try {
            OptionalDouble accuracy = row.number(ACCURACY);
            if (accuracy.isEmpty() || accuracy.getAsDouble() >= 0 && accuracy.getAsDouble() <= 1) {
                return accuracy;
            }
        } catch (UserError e) {
            // reported below, as a number that is not a share
        }
        throw new UserError(
                "'" + text + "' is not an accuracy", row.where(), "give a share from 0 to 1 (0.931 for 93.1 %)");
    }

    private void requireDifferences() {
        if (accuracies.size() > 1 && new HashSet<>(accuracies.values()).size() == 1) {
            throw new UserError(
                    "all " + accuracies.size() + " accuracies are "
                            + mean(accuracies.values().iterator().next()) + ", so they distinguish no networks",
                    file.toString(),
                    "give measured accuracies in the column " + ACCURACY);
        }
    }
}
