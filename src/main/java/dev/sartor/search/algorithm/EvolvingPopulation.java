package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeCodec;
import io.jenetics.Phenotype;
import io.jenetics.engine.Engine;
import io.jenetics.engine.Evaluator;
import io.jenetics.engine.EvolutionStart;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/**
 * Population that Jenetics' engine evolves one generation at a time. The offspring of a generation are evaluated outside the
 * engine: their fitness is pending until {@link #add} adds their scores. Then they compete in the next generation.
 */
final class EvolvingPopulation {
    private final GenomeCodec codec;
    // binds the random generator on this thread; executors of other threads would not inherit it
    private final RandomRegistry.Runner withRandom;
    private EvolutionStart<ChoiceGene, Fitness> start = EvolutionStart.empty();

    EvolvingPopulation(GenomeCodec codec, RandomGenerator random) {
        this.codec = codec;
        withRandom = RandomRegistry.with(random);
    }

    /**
     * An engine that draws all random numbers on the calling thread and removes no individual because of its age.
     *
     * @param evaluator ranks all individuals of a generation, whose scores are known, at once; it evaluates no network
     * @param survivors number of individuals that survive to the next generation
     * @param children  maximum number of offspring in the next generation
     */
    Engine.Builder<ChoiceGene, Fitness> engine(Evaluator<ChoiceGene, Fitness> evaluator, int survivors, int children) {
        return new Engine.Builder<>(evaluator, codec.encoding())
                .populationSize(survivors + children)
                .survivorsSize(survivors)
                .maximalPhenotypeAge(Long.MAX_VALUE)
                .executor(Runnable::run);
    }

    /**
     * Evolves the population by one generation.
     *
     * @return the offspring, to be evaluated
     * @throws RuntimeException the exception of a selector, an alterer or an evaluator, as it was thrown
     */
    List<Proposal> evolve(Engine<ChoiceGene, Fitness> engine) {
        List<Phenotype<ChoiceGene, Fitness>> survivors = new ArrayList<>();
        List<Proposal> offspring = new ArrayList<>();
        for (Phenotype<ChoiceGene, Fitness> individual : nextGeneration(engine)) {
            if (individual.fitness().isPending()) {
                offspring.add(individual.fitness().proposal());
            } else {
                survivors.add(individual);
            }
        }
        start = EvolutionStart.of(ISeq.of(survivors), start.generation() + 1);
        return offspring;
    }

    private ISeq<Phenotype<ChoiceGene, Fitness>> nextGeneration(Engine<ChoiceGene, Fitness> engine) {
        try {
            return withRandom.call(() -> engine.evolve(start)).population();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /** Adds evaluated individuals to this generation and returns them. */
    ISeq<Phenotype<ChoiceGene, Fitness>> add(List<EvaluatedCandidate> evaluated) {
        ISeq<Phenotype<ChoiceGene, Fitness>> added = evaluated.stream()
                .map(r -> Phenotype.of(codec.encode(r.candidate().genome()), start.generation(), Fitness.of(r)))
                .collect(ISeq.toISeq());
        start = EvolutionStart.of(start.population().append(added), start.generation());
        return added;
    }

    /** Keeps only the {@code count} individuals that were added last. */
    void keepLast(int count) {
        ISeq<Phenotype<ChoiceGene, Fitness>> all = start.population();
        start = EvolutionStart.of(all.subSeq(Math.max(0, all.length() - count)), start.generation());
    }

    /** The individuals in the order in which they were selected or added. */
    ISeq<Phenotype<ChoiceGene, Fitness>> individuals() {
        return start.population();
    }
}
