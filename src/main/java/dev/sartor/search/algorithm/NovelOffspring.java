package dev.sartor.search.algorithm;

import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeChromosome;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.problem.UnitSequence;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.genome.Genome;
import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Factory for the offspring of a generation: children within the limits that were not proposed before. The first attempts at a
 * child mutate one gene, later ones more. The first attempt that exceeds the limits joins the offspring too, so that it is recorded.
 * If all attempts fail, a random network takes the place of the child.
 */
final class NovelOffspring {
    private static final int ATTEMPTS_PER_CHILD = 32;
    /** After this many attempts, one more gene is mutated. */
    private static final int ATTEMPTS_PER_CHANGE = 8;

    private static final int ONE_NETWORK = 1;
    private static final int PARENTS = 2;

    private final SearchProblem problem;
    private final FeasibleSampler sampler;
    private final GenomeCodec codec;
    private final GeneticOperators operators;
    /** Alterers that mutate 1, 2, ... genes. */
    private final List<Alterer<ChoiceGene, Fitness>> variations;

    NovelOffspring(SearchProblem problem, FeasibleSampler sampler, GenomeCodec codec, GeneticOperators operators) {
        this.problem = problem;
        this.sampler = sampler;
        this.codec = codec;
        this.operators = operators;
        variations = IntStream.rangeClosed(1, ATTEMPTS_PER_CHILD / ATTEMPTS_PER_CHANGE)
                .mapToObj(operators.variation())
                .toList();
    }

    /**
     * Creates the offspring of a generation.
     *
     * @param children   number of children within the limits; fewer if no new network is left
     * @param immigrants number of random networks
     */
    AltererResult<ChoiceGene, Fitness> create(
            Seq<Phenotype<ChoiceGene, Fitness>> parents, long generation, int children, int immigrants) {
        List<Proposal> offspring = new ArrayList<>(2 * children + immigrants);
        for (int i = 0; i < children; i++) {
            if (!addChild(parents, generation, offspring)) {
                offspring.addAll(RandomSearch.draw(sampler, ONE_NETWORK));
            }
        }
        offspring.addAll(RandomSearch.draw(sampler, immigrants));
        return new AltererResult<>(
                offspring.stream()
                        .map(p -> Phenotype.of(codec.encode(p.candidate().genome()), generation, Fitness.pending(p)))
                        .collect(ISeq.toISeq()),
                offspring.size());
    }

    /** Adds a child within the limits, and the first attempt beyond them; false if no child was found. */
    private boolean addChild(Seq<Phenotype<ChoiceGene, Fitness>> parents, long generation, List<Proposal> offspring) {
        boolean infeasibleAdded = false;
        for (int attempt = 0; attempt < ATTEMPTS_PER_CHILD; attempt++) {
            UnitSequence network =
                    problem.units(child(parents, generation, variations.get(attempt / ATTEMPTS_PER_CHANGE)));
            if (sampler.wasProposed(network.key())) {
                continue;
            }
            boolean feasible = problem.allows(network);
            if (feasible || !infeasibleAdded) {
                Candidate candidate = problem.candidate(network);
                sampler.markProposed(candidate);
                offspring.add(new Proposal(candidate, Trial.Origin.OFFSPRING));
                infeasibleAdded = true;
            }
            if (feasible) {
                return true;
            }
        }
        return false;
    }

    private Genome child(
            Seq<Phenotype<ChoiceGene, Fitness>> parents, long generation, Alterer<ChoiceGene, Fitness> variation) {
        ISeq<Phenotype<ChoiceGene, Fitness>> selected = operators.parents().select(parents, PARENTS, Optimize.MAXIMUM);
        return GenomeChromosome.of(
                        variation.alter(selected, generation).population().get(0))
                .genome();
    }
}
