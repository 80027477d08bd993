package dev.sartor.supernet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Results of {@link StandAloneTraining} by genome: MACs, parameters, and accuracies of the first and the second seed.
 *
 * @param first  accuracies of the first seed
 * @param second accuracies of the second seed
 */
record StandAloneAccuracies(
        Map<String, Double> macs, Map<String, Double> params, Map<String, Double> first, Map<String, Double> second) {
    private static final String FIRST_SEED = "1";

    /**
     * Reads the file that {@link StandAloneTraining} writes.
     *
     * @param column the name of the column of accuracies
     */
    static StandAloneAccuracies read(Path rows, String column) throws IOException {
        List<String> lines = Files.readAllLines(rows);
        List<String> header = List.of(lines.getFirst().split(","));
        var accuracies = new StandAloneAccuracies(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",");
            String genome = row[header.indexOf("genome")];
            accuracies.macs.put(genome, Double.valueOf(row[header.indexOf("macs")]));
            accuracies.params.put(genome, Double.valueOf(row[header.indexOf("params")]));
            (row[header.indexOf("seed")].equals(FIRST_SEED) ? accuracies.first : accuracies.second)
                    .put(genome, Double.valueOf(row[header.indexOf(column)]));
        }
        return accuracies;
    }

    /** The mean accuracy of both seeds, of the networks that were trained with both. */
    Map<String, Double> mean() {
        return second.keySet().stream()
                .filter(first::containsKey)
                .collect(Collectors.toMap(Function.identity(), g -> (first.get(g) + second.get(g)) / 2));
    }
}
