package dev.sartor.search.genetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.Selector;
import io.jenetics.TournamentSelector;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryTournamentSelectorTest {
    private final GenomeCodec codec = new GenomeCodec(SpaceFile.find("mobilenet-v2-like"));
    private final Genome genome = codec.space().sample(new SplittableRandom(1));
    /** Individuals with some equal fitnesses; the generation identifies each. */
    private final ISeq<Phenotype<ChoiceGene, Integer>> population = IntStream.range(0, 30)
            .mapToObj(i -> Phenotype.of(codec.encode(genome), i, i / 3))
            .collect(ISeq.toISeq());

    @ParameterizedTest
    @EnumSource(Optimize.class)
    void theSelectionEqualsThatOfTheTournamentSelectorOfJenetics(Optimize optimize) {
        assertEquals(
                selected(new TournamentSelector<>(2), optimize), selected(new BinaryTournamentSelector<>(), optimize));
    }

    @Test
    void theFittestAreSelectedAboutTwiceAsOftenAsTheAverage() {
        long best = selected(new BinaryTournamentSelector<>(), Optimize.MAXIMUM).stream()
                .filter(g -> g >= 27)
                .count();
        // the fittest three of 30: 1 - (27/30)^2 of 3000
        assertEquals(570, best, 6 * Math.sqrt(570 * 0.81));
    }

    @Test
    void nothingIsSelectedFromAnEmptyPopulation() {
        assertTrue(new BinaryTournamentSelector<ChoiceGene, Integer>()
                .select(ISeq.empty(), 3, Optimize.MAXIMUM)
                .isEmpty());
    }

    private List<Long> selected(Selector<ChoiceGene, Integer> selector, Optimize optimize) {
        return RandomRegistry.with(new SplittableRandom(2))
                .call(() -> selector.select(population, 3000, optimize))
                .stream()
                .map(Phenotype::generation)
                .toList();
    }
}
