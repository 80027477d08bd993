package dev.sartor.accuracy.predictor;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the trained networks of a space, each once, for benchmarks of predictors. */
final class KnownNetworks {
    /**
     * One network.
     *
     * @param accuracy mean accuracy of all trainings, 0 to 1
     * @param first    accuracy of the first training, 0 to 1
     */
    record Row(Genome genome, double accuracy, double first) {}

    private KnownNetworks() {}

    /**
     * Reads the CSV file of NAS-Bench-Macro, or one with the columns genome and accuracy in percent; either may be compressed by gzip.
     * Genomes that differ only in the positions of identities, which compute nothing, are one network.
     */
    static List<Row> read(Path file, SearchSpace space) throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            int accuracy = List.of(in.readLine().split(",")).indexOf("mean_acc");
            Map<List<String>, Row> distinct = new LinkedHashMap<>();
            in.lines()
                    .map(l -> l.split(","))
                    .map(f -> new Row(
                            space.canonical(space.parse(f[0])),
                            Double.parseDouble(f[accuracy < 0 ? 1 : accuracy]) / 100,
                            Double.parseDouble(f[1]) / 100))
                    .forEach(row -> distinct.putIfAbsent(
                            space.decode(row.genome()).blockStrings().stream()
                                    .filter(b -> !b.startsWith("id"))
                                    .toList(),
                            row));
            return List.copyOf(distinct.values());
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
}
