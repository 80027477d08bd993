package dev.sartor.search;

import dev.sartor.accuracy.AccuracySource;
import dev.sartor.accuracy.Measure;
import dev.sartor.arch.Shape;
import dev.sartor.arch.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.Datasets;
import dev.sartor.data.OpenOptions;
import dev.sartor.data.Sha256;
import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.LatencyTables;
import dev.sartor.space.Gene;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the configuration of a run names, opened.
 *
 * @param dataset for the greatest resolution of the space
 * @param hashes  SHA-256 by the input's name: space, data, accuracy, table NAME
 */
public record RunInputs(
        Problem problem, AccuracySource accuracy, Optional<Dataset> dataset, SortedMap<String, String> hashes) {

    /** @throws UserError if an input is missing or damaged, a table lacks units of the space, tables do not
     *                   go together (see {@link LatencyTables#readTogether}), or the problem is none */
    public static RunInputs open(RunConfig config) {
        SortedMap<String, String> hashes = new TreeMap<>();
        hashes.put("space", Sha256.of(config.space()));
        SearchSpace plain = SpaceFile.read(config.space());
        Optional<Dataset> dataset = config.data()
                .map(d -> Datasets.open(
                        d,
                        OpenOptions.defaults().withShape(greatestInput(plain)).withSeed(config.seed())));
        dataset.ifPresent(d -> hashes.put("data", d.hash()));
        SearchSpace space =
                dataset.map(d -> plain.withClasses(d.classes().size())).orElse(plain);
        CostModel costs = CostModel.of(space, tables(config, hashes), config.missing());
        checkMeasure(config);
        Problem problem = new Problem(space, costs, config.objectives(), config.limits());
        config.accuracy().file().ifPresent(f -> hashes.put("accuracy", Sha256.of(f)));
        AccuracySource accuracy = AccuracySource.open(config.accuracy(), space, dataset, config.seed());
        config.algorithm().check(accuracy);
        return new RunInputs(problem, accuracy, dataset, hashes);
    }

    private static void checkMeasure(RunConfig config) {
        Measure given = config.accuracy().measure();
        config.objectives().stream()
                .flatMap(o -> o.measure().stream())
                .filter(m -> !m.equals(given))
                .findFirst()
                .ifPresent(wanted -> {
                    throw new UserError(
                            "the source gives no " + wanted.title() + " but a " + given.title(),
                            "accuracy '" + config.accuracy().text() + "'",
                            "give the objective " + given.name() + ", or another source");
                });
    }

    private static List<LatencyTable> tables(RunConfig config, SortedMap<String, String> hashes) {
        List<LatencyTable> read = LatencyTables.readTogether(config.tables());
        for (int i = 0; i < read.size(); i++) {
            String name = read.get(i).name();
            Path file = config.tables().get(i);
            hashes.put("table " + name, Sha256.of(file, file.resolveSibling(name + ".json")));
        }
        return read;
    }

    private static Shape greatestInput(SearchSpace space) {
        Genome genome = space.sample(new SplittableRandom(0));
        return IntStream.range(0, space.genes().size())
                .filter(g -> space.genes().get(g).role() == Gene.Role.RESOLUTION)
                .boxed()
                .flatMap(g -> IntStream.range(0, space.genes().get(g).size()).mapToObj(c -> genome.with(g, c)))
                .map(g -> space.decode(g).input())
                .max(Comparator.comparingLong(Shape::size))
                .orElseGet(() -> space.decode(genome).input());
    }
}
