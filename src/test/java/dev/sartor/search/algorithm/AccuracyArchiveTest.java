package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Costs;
import dev.sartor.space.genome.Genome;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tolerances of counts are six standard deviations. */
class AccuracyArchiveTest {
    private final GenomeCodec codec = new GenomeCodec(ToyProblem.space());
    private final Genome genome = codec.space().sample(new SplittableRandom(1));
    private final ISeq<Phenotype<ChoiceGene, Fitness>> population = ISeq.of(individual(0, 0.99));
    // the second objective is the error; the other selector takes all
    private final AccuracyArchive archive = new AccuracyArchive(1, (all, count, _) -> all.asISeq());

    @Test
    void aQuarterOfTheParentsIsSelectedFromTheEightMostAccurateFeasibleNetworks() {
        archive.add(individuals(0, 0.5, 0.1, 0.9, 0.3, 0.2));
        archive.add(individuals(0.25, 0.01));
        archive.add(individuals(0, 0.8, 0.7, 0.6, 0.4, 0.95));
        List<Double> selected = selected(4000);
        assertEquals(Set.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.99), Set.copyOf(selected));
        assertEquals(1000, selected.stream().filter(e -> e != 0.99).count(), 6 * Math.sqrt(750));
        assertEquals(125, selected.stream().filter(e -> e == 0.1).count(), 6 * Math.sqrt(125));
    }

    @Test
    void anEmptyArchiveLeavesTheChoiceToTheOtherSelector() {
        assertEquals(Set.of(0.99), Set.copyOf(selected(100)));
    }

    @Test
    void ofEquallyAccurateIndividualsTheEarlierIsKept() {
        archive.add(IntStream.range(0, 12)
                .mapToObj(i -> individual(0, 0.5).withGeneration(i))
                .collect(ISeq.toISeq()));
        Set<Long> kept = RandomRegistry.with(new SplittableRandom(2))
                .call(() -> IntStream.range(0, 1000)
                        .mapToObj(_ -> archive.select(ISeq.empty(), 2, Optimize.MAXIMUM))
                        .filter(s -> !s.isEmpty())
                        .map(s -> s.get(0).generation())
                        .collect(Collectors.toSet()));
        assertEquals(Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), kept);
    }

    private List<Double> selected(int times) {
        return RandomRegistry.with(new SplittableRandom(1))
                .call(() -> IntStream.range(0, times)
                        .mapToObj(_ -> archive.select(population, 2, Optimize.MAXIMUM)
                                .get(0)
                                .fitness()
                                .evaluated()
                                .objectiveValues()[1])
                        .toList());
    }

    private ISeq<Phenotype<ChoiceGene, Fitness>> individuals(double violation, double... errors) {
        return DoubleStream.of(errors).mapToObj(e -> individual(violation, e)).collect(ISeq.toISeq());
    }

    private Phenotype<ChoiceGene, Fitness> individual(double violation, double error) {
        // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
        var candidate = new Candidate(genome, "", new Costs(0, 0, 0, new TreeMap<>()), violation);
        return Phenotype.of(
                codec.encode(genome),
                0,
                Fitness.of(
                        new EvaluatedCandidate(candidate, 1 - error, violation == 0 ? new double[] {1, error} : null)));
    }
}
