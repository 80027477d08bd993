package dev.sartor.accuracy.source;

import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.base.UserError;
import dev.sartor.base.csv.Csv;
import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Table of known accuracies, read from a CSV file with a column {@code accuracy} (a share in [0, 1]) and either
 * {@code architecture} (block strings joined by {@code |}) or {@code genome} (the space's own encoding). Other columns are ignored.
 */
public final class AccuracyTable implements AccuracySource {
    private static final String ACCURACY = "accuracy";
    private static final String ARCHITECTURE = "architecture";
    private static final String GENOME = "genome";

    private final Path file;
    private final Map<String, Double> accuracies = new HashMap<>();
    private final Function<Architecture, String> key;
    private final SearchSpace space;
    private final boolean keyedByGenome;

    private AccuracyTable(Path file, CSVParser rows, SearchSpace space) {
        this.file = file;
        this.space = space;
        String column = keyColumn(rows.getHeaderNames());
        keyedByGenome = column.equals(GENOME);
        key = keyedByGenome ? a -> space.format(space.encode(a)) : a -> String.join("|", a.blockStrings());
        for (CSVRecord row : rows) {
            add(row, column);
        }
    }

    /**
     * Reads the accuracies of a space's architectures.
     *
     * @throws UserError with the line, if a row is not a known architecture and an accuracy in [0, 1], or contradicts another
     */
    public static AccuracyTable read(Path file, SearchSpace space) {
        try (Reader in = Files.newBufferedReader(file);
                CSVParser rows = Csv.WITH_HEADER.parse(in)) {
            return new AccuracyTable(file, rows, space);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new UserError(
                    "the accuracies cannot be read: " + e.getMessage(),
                    file.toString(),
                    "give a CSV file in UTF-8 with the columns architecture (or genome) and accuracy",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }

    @Override
    public double score(Architecture architecture, long seed) {
        return find(architecture)
                .orElseThrow(() -> new UserError(
                        "there is no accuracy for " + key.apply(architecture),
                        file.toString(),
                        "add its row (every network within the limits needs one), or predict the missing ones:"
                                + " --accuracy predicted:" + file));
    }

    /** The accuracy of an architecture, if it is known. */
    Optional<Double> find(Architecture architecture) {
        return Optional.ofNullable(accuracies.get(key.apply(architecture)));
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
                        .map(e -> new ScoredGenome(space.parse(e.getKey()), e.getValue()))
                        .toList();
    }

    @Override
    public String description() {
        return accuracies.size() + " known accuracies from " + file.getFileName();
    }

    private String keyColumn(List<String> header) {
        List<String> keys = header.stream()
                .filter(h -> h.equals(ARCHITECTURE) || h.equals(GENOME))
                .toList();
        if (keys.isEmpty() || !header.contains(ACCURACY)) {
            throw new UserError(
                    "the columns are " + String.join(", ", header),
                    file + ":1",
                    "name one column accuracy and one architecture (or genome)");
        }
        return keys.getFirst();
    }

    private void add(CSVRecord row, String column) {
        String where = file + ":" + row.getParser().getCurrentLineNumber();
        if (!row.isConsistent()) {
            throw new UserError(
                    "the row has " + row.size() + " values, the header "
                            + row.getParser().getHeaderNames().size(),
                    where,
                    "give every column a value");
        }
        String name = row.get(column);
        double accuracy = accuracy(row.get(ACCURACY), where);
        Double known = accuracies.putIfAbsent(canonical(name, where), accuracy);
        if (known != null && known != accuracy) {
            throw new UserError(
                    name + " has another accuracy, " + known + ", in an earlier row", where, "remove one of the rows");
        }
    }

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

    private static double accuracy(String text, String where) {
        try {
            double accuracy = Double.parseDouble(text);
            if (accuracy >= 0 && accuracy <= 1) {
                return accuracy;
            }
        } catch (NumberFormatException e) {
            // reported below, as any other invalid text
        }
        throw new UserError("'" + text + "' is not an accuracy", where, "give a share from 0 to 1 (0.931 for 93.1 %)");
    }
}
