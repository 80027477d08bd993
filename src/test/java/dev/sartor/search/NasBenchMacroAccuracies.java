package dev.sartor.search;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The accuracies of a whole space (NAS-Bench-Macro, CIFAR-10), where the reference data is at hand. */
public final class NasBenchMacroAccuracies implements AccuracySource {
    private static final Path FILE = Path.of("../shared/reference/benchmarks/nasbench_macro_cifar10.csv.gz");

    /** Figures of one network: mean accuracy of three seeds, and MACs. */
    public record Row(double accuracy, long macs) {}

    public final SearchSpace space = SpaceFile.named("nas-bench-macro");
    public final Map<String, Row> rows;

    private NasBenchMacroAccuracies(Map<String, Row> rows) {
        this.rows = rows;
    }

    /** Skips the test where the file is missing. */
    public static NasBenchMacroAccuracies assumed() {
        assumeTrue(Files.exists(FILE), FILE + " is not there");
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            Map<String, Row> rows = new HashMap<>();
            in.lines()
                    .skip(1)
                    .map(l -> l.split(","))
                    .forEach(f -> rows.put(f[0], new Row(Double.parseDouble(f[4]) / 100, Long.parseLong(f[7]))));
            return new NasBenchMacroAccuracies(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accuracy up, MACs down, over the whole space. */
    public SearchProblem problem() {
        return new SearchProblem(
                space, new CostModel(space, new TreeMap<>()), SearchProblem.defaultObjectives(false), List.of());
    }

    /** The true front: of all networks. */
    public Front front(SearchProblem problem) {
        Front front = Front.of(problem);
        new TreeMap<>(rows)
                .forEach((genome, row) -> front.add(new Trial(
                        front.size() + 1,
                        0,
                        Trial.Origin.RANDOM,
                        genome,
                        List.of(),
                        problem.costModel().of(space.parse(genome)),
                        true,
                        Optional.empty(),
                        OptionalDouble.of(row.accuracy()))));
        return front;
    }

    /** The greatest accuracy of the space. */
    public double best() {
        return rows.values().stream().mapToDouble(Row::accuracy).max().orElseThrow();
    }

    @Override
    public double score(Architecture architecture, long seed) {
        return rows.get(space.format(space.encode(architecture))).accuracy();
    }

    @Override
    public String description() {
        return "NAS-Bench-Macro";
    }
}
