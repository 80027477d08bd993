package dev.sartor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeChromosome;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on Jenetics shows code that compiles, and the code does what the page says. */
class JeneticsPageTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/sartor/docs");

    private final SearchSpace space = SpaceFile.find("nas-bench-macro");
    private final SearchProblem problem = new SearchProblem(
            space,
            new CostModel(space, new TreeMap<>()),
            SearchProblem.defaultObjectivesWithoutLatency(),
            List.of(Limit.parse("macs<=40M")));

    private static double accuracy(Genome genome) {
        return IntStream.range(0, genome.length()).map(genome::choice).sum() / (2.0 * genome.length());
    }

    @Test
    void thePageContainsTheCompiledSnippets() throws IOException {
        List<String> snippets = snippets(Files.readString(Path.of("src/docs/jenetics.md")), "```java\n(.*?)```");
        List<String> compiled = Stream.of("BlockSwapMutator", "JeneticsExample")
                .map(n -> SOURCES.resolve(n + ".java"))
                .flatMap(file -> snippets(read(file), "// begin\n(.*?)// end\n").stream())
                .toList();
        assertEquals(compiled, snippets);
        assertEquals(3, snippets.size());
    }

    @Test
    void theAltererSwapsTwoChoices() {
        var codec = new GenomeCodec(space);
        Genome genome = Genome.of(0, 1, 2, 0, 1, 2, 0, 1);
        ISeq<Phenotype<ChoiceGene, Integer>> parents = ISeq.of(() -> Phenotype.of(codec.encode(genome), 0, 1), 100);
        var altered = RandomRegistry.with(new SplittableRandom(1))
                .call(() -> new BlockSwapMutator<Integer>().alter(parents, 1))
                .population();
        assertTrue(altered.stream()
                .allMatch(p ->
                        List.of(0, 2).contains(GenomeChromosome.of(p).genome().hammingDistance(genome))));
        assertTrue(
                altered.stream().anyMatch(p -> GenomeChromosome.of(p).genome().hammingDistance(genome) == 2));
    }

    @Test
    void theSearchEvaluatesNoNetworkTwiceAndIsReproducible() {
        AccuracySource source = new AccuracySource() {
            @Override
            public double score(Architecture architecture, long seed) {
                return accuracy(space.encode(architecture));
            }

            @Override
            public String description() {
                return "sum of choices";
            }
        };
        SearchResult result = JeneticsExample.search(problem, source, 5);
        assertEquals(result, JeneticsExample.search(problem, source, 5));
        assertFalse(result.trials()
                .equals(JeneticsExample.search(problem, source, 6).trials()));
        assertEquals(200, result.trials().stream().filter(Trial::feasible).count());
        assertEquals(
                result.trials().size(),
                new HashSet<>(result.trials().stream().map(Trial::genome).toList()).size());
    }

    @Test
    void theFrontOfTheEngineMeetsTheLimitAndIsReproducible() {
        var front = JeneticsExample.evolve(problem, JeneticsPageTest::accuracy, 5);
        assertEquals(
                front.map(Phenotype::genotype),
                JeneticsExample.evolve(problem, JeneticsPageTest::accuracy, 5).map(Phenotype::genotype));
        assertTrue(
                front.length() > 5 && front.stream().allMatch(p -> p.fitness().data()[1] <= 40e6), front.toString());
    }

    /** What a pattern finds, however its lines are broken. */
    private static List<String> snippets(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(r -> r.group(1).replaceAll("\\s", ""))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
