package dev.sartor.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.report.markup.ReportResource;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Costs;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationStatisticsTest {
    @TempDir
    private Path folder;

    private SearchSpace space;

    @BeforeEach
    void readSpace() throws IOException {
        space = SpaceFile.read(
                Files.writeString(folder.resolve("tiny.yaml"), ReportResource.text("/dev/sartor/search/tiny.yaml")));
    }

    @Test
    void diversityIsTheMeanOverAllPairsOfNetworks() {
        var random = new SplittableRandom(4);
        List<Genome> genomes =
                IntStream.range(0, 7).mapToObj(_ -> space.sample(random)).toList();
        List<Double> pairs = new ArrayList<>();
        for (Genome a : genomes) {
            for (Genome b : genomes) {
                if (a != b) {
                    pairs.add(IntStream.range(0, a.length())
                                    .filter(g -> a.choice(g) != b.choice(g))
                                    .count()
                            / (double) a.length());
                }
            }
        }
        double expected =
                pairs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertEquals(
                expected,
                GenerationStatistics.of(trials(genomes, 0), space).getFirst().diversity(),
                1e-12);
    }

    @Test
    void aGenerationOfOneKnownNetworkHasNoDiversityAndNoNewNetworks() {
        Genome one = space.sample(new SplittableRandom(1));
        List<Trial> trials = new ArrayList<>(trials(List.of(one, one, one), 0));
        trials.addAll(trials(List.of(one, one), 1));
        List<GenerationStatistics> generations = GenerationStatistics.of(trials, space);
        assertEquals(
                // GenerationStatistics: number, trials, new networks, feasible trials, diversity
                List.of(new GenerationStatistics(0, 3, 1, 3, 0), new GenerationStatistics(1, 2, 0, 2, 0)), generations);
    }

    private List<Trial> trials(List<Genome> genomes, int generation) {
        return genomes.stream()
                // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
                .map(g -> new Trial(
                        1,
                        generation,
                        Trial.Origin.RANDOM,
                        space.format(g),
                        List.of(),
                        // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
                        new Costs(1, 1, 1, new TreeMap<>()),
                        true,
                        Optional.empty(),
                        OptionalDouble.of(0.5)))
                .toList();
    }
}
