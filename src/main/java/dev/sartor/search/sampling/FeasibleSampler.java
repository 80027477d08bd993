package dev.sartor.search.sampling;

import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.CostBounds;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.bounds.CostLimitSampler;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Sampler of new networks within the limits. It draws uniformly from the space and rejects networks beyond the limits. If too many draws
 * are rejected, a small space is enumerated. In a large one, networks are built choice by choice within the limits ({@link
 * CostLimitSampler}); if that fails too, a random walk starts at a network that exact bounds find. The effort of every step is bounded.
 */
public final class FeasibleSampler {
    private static final int UNIFORM_DRAWS = 64;
    /** After this many failures of UNIFORM_DRAWS draws, only one uniform draw is tried. */
    private static final int MAX_FAILED_DRAWS = 16;

    /** Draws within the limits by {@link CostLimitSampler}. */
    private static final int GUIDED_DRAWS = 256;

    private static final int WALKS = 8;
    private static final int STEPS_PER_WALK = 500;

    /** Maximum number of genes that a step of a walk changes. */
    private static final int MAX_CHANGES = 2;

    private final SearchProblem problem;
    private final RandomGenerator random;
    private final GenomeCodec codec;
    private final SpaceEnumeration wholeSpace;
    private final DuplicateFilter proposed;
    private List<Candidate> remaining;
    private CostLimitSampler limitSampler;
    private CostBounds bounds;
    private int failedDraws;

    /** A sampler that draws no network twice. */
    public FeasibleSampler(SearchProblem problem, RandomGenerator random) {
        this(problem, random, DuplicateFilter.unbounded());
    }

    /** @param proposed contains the networks that were proposed */
    public FeasibleSampler(SearchProblem problem, RandomGenerator random, DuplicateFilter proposed) {
        this.problem = problem;
        this.random = random;
        this.proposed = proposed;
        codec = new GenomeCodec(problem.space());
        wholeSpace = new SpaceEnumeration(problem.space());
    }

    /** Marks a candidate's network as proposed; returns false if it was marked before. */
    public boolean markProposed(Candidate candidate) {
        return proposed.add(candidate.key());
    }

    /** Whether a candidate's network was proposed before. */
    public boolean wasProposed(Candidate candidate) {
        return wasProposed(candidate.key());
    }

    /** Whether the network of this key was proposed before. */
    public boolean wasProposed(String key) {
        return proposed.contains(key);
    }

    /**
     * Draws a new candidate within the limits and marks it as proposed; empty if none was found.
     *
     * @param onInfeasible receives the first draw if it is new and beyond the limits; it is marked as proposed too
     */
    public Optional<Candidate> draw(Consumer<Candidate> onInfeasible) {
        // after many failures, uniform draws are unlikely to succeed: one is enough
        for (int i = 0; i < (failedDraws < MAX_FAILED_DRAWS ? UNIFORM_DRAWS : 1); i++) {
            Candidate drawn = problem.candidate(problem.space().sample(random));
            if (drawn.feasible() && markProposed(drawn)) {
                failedDraws = 0;
                return Optional.of(drawn);
            }
            if (i == 0 && !drawn.feasible() && markProposed(drawn)) {
                onInfeasible.accept(drawn);
            }
        }
        failedDraws++;
        return wholeSpace.isEnumerable() ? drawRemaining() : drawGuided();
    }

    /** Draws a new candidate within the limits, without interest in the draws beyond them. */
    public Optional<Candidate> draw() {
        return draw(_ -> {});
    }

    private Optional<Candidate> drawGuided() {
        return problem.costModel().hasExactBounds() ? drawWithinBounds() : drawByWalks();
    }

    /** Random walks from the network with the smallest violation of some uniform draws. */
    private Optional<Candidate> drawByWalks() {
        for (int walk = 0; walk < WALKS; walk++) {
            Optional<Candidate> found = Stream.generate(
                            () -> problem.candidate(problem.space().sample(random)))
                    .limit(GUIDED_DRAWS)
                    .min(Comparator.comparingDouble(Candidate::violation))
                    .flatMap(this::randomWalk);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> drawWithinBounds() {
        if (limitSampler == null) {
            limitSampler = new CostLimitSampler(
                    problem.space(),
                    problem.limits().stream()
                            .flatMap(problem.costModel()::costLimits)
                            .toList());
            bounds = problem.costModel().within(problem.limits());
        }
        for (int i = 0; i < GUIDED_DRAWS; i++) {
            Optional<Candidate> drawn = limitSampler.draw(random).map(problem::candidate);
            if (drawn.isPresent() && drawn.get().feasible() && markProposed(drawn.get())) {
                return drawn;
            }
        }
        for (int walk = 0; walk < WALKS; walk++) {
            Optional<Candidate> found =
                    bounds.feasibleGenome(random).map(problem::candidate).flatMap(this::randomWalk);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Mutates a network until it is new and within the limits; the violation never increases. */
    private Optional<Candidate> randomWalk(Candidate from) {
        Candidate current = from;
        for (int step = 0; step < STEPS_PER_WALK; step++) {
            if (current.feasible() && markProposed(current)) {
                return Optional.of(current);
            }
            Candidate mutant = problem.candidate(mutant(current.genome(), 1 + random.nextInt(MAX_CHANGES)));
            current = mutant.violation() <= current.violation() ? mutant : current;
        }
        return Optional.empty();
    }

    private Genome mutant(Genome genome, int changes) {
        return codec.chromosome(genome)
                .withRandomInactiveGenes(random)
                .mutated(changes, random)
                .genome();
    }

    /** A random network of those of a small space that were not proposed yet. */
    private Optional<Candidate> drawRemaining() {
        if (remaining == null) {
            remaining = new ArrayList<>(wholeSpace
                    .genomes()
                    .map(problem::candidate)
                    .filter(Candidate::feasible)
                    .toList());
        }
        remaining.removeIf(c -> proposed.contains(c.key()));
        if (remaining.isEmpty()) {
            return Optional.empty();
        }
        Candidate drawn = remaining.get(random.nextInt(remaining.size()));
        markProposed(drawn);
        return Optional.of(drawn);
    }
}
