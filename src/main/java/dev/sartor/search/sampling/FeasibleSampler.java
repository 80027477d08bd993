package dev.sartor.search.sampling;

import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.CostBounds;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.bounds.CostLimitSampler;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Draws networks within the limits that were not drawn before, uniformly over the space. Where too few of a space are
 * within the limits or left, a small space is looked through; in a large one networks are built up choice by choice, only
 * of what can still hold every limit, and where the limits hold each but seldom together, a draw begins with a network that
 * exact bounds find and walks on within the limits. The effort is bounded at every step.
 */
public final class FeasibleSampler {
    private static final int UNIFORM_DRAWS = 64;
    private static final int RARE_AFTER = 16;
    private static final int GUIDED_DRAWS = 256;
    private static final int WALKS = 8;
    private static final int STEPS_OF_WALK = 500;

    private final SearchProblem problem;
    private final RandomGenerator random;
    private final GenomeCodec codec;
    private final SpaceEnumeration wholeSpace;
    private final DuplicateFilter novelty;
    private List<Candidate> left;
    private CostLimitSampler guided;
    private CostBounds within;
    private int fruitless;

    public FeasibleSampler(SearchProblem problem, RandomGenerator random) {
        this(problem, random, DuplicateFilter.exact());
    }

    public FeasibleSampler(SearchProblem problem, RandomGenerator random, DuplicateFilter novelty) {
        this.problem = problem;
        this.random = random;
        this.novelty = novelty;
        codec = new GenomeCodec(problem.space());
        wholeSpace = new SpaceEnumeration(problem.space());
    }

    /** Marks a candidate's network as proposed; false if it was before. */
    public boolean claim(Candidate candidate) {
        return novelty.claim(candidate.key());
    }

    /** Whether a candidate's network was proposed before. */
    public boolean known(Candidate candidate) {
        return known(candidate.key());
    }

    /** Whether the network of a candidate's key was proposed before. */
    public boolean known(String key) {
        return novelty.known(key);
    }

    /**
     * A new candidate within the limits, claimed; or empty when none could be found.
     *
     * @param missed is told of the first draw, if that is new and beyond the limits; it is claimed too
     */
    public Optional<Candidate> draw(Consumer<Candidate> missed) {
        // where nothing was found again and again, a look at one that is missed is enough
        for (int i = 0; i < (fruitless < RARE_AFTER ? UNIFORM_DRAWS : 1); i++) {
            Candidate drawn = problem.candidate(problem.space().sample(random));
            if (drawn.feasible() && claim(drawn)) {
                fruitless = 0;
                return Optional.of(drawn);
            }
            if (i == 0 && !drawn.feasible() && claim(drawn)) {
                missed.accept(drawn);
            }
        }
        fruitless++;
        return wholeSpace.small() ? anyLeft() : rare();
    }

    private Optional<Candidate> rare() {
        if (guided == null) {
            guided = new CostLimitSampler(
                    problem.space(),
                    problem.limits().stream()
                            .flatMap(problem.costModel()::ceilings)
                            .toList());
            within = problem.costModel().within(problem.limits());
        }
        for (int i = 0; i < GUIDED_DRAWS; i++) {
            Optional<Candidate> drawn = guided.draw(random).map(problem::candidate);
            if (drawn.isPresent() && drawn.get().feasible() && claim(drawn.get())) {
                return drawn;
            }
        }
        for (int walk = 0; walk < WALKS; walk++) {
            Optional<Candidate> found =
                    within.witness(random).map(problem::candidate).flatMap(this::walk);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Mutates a network to one that is new, never away from the limits. */
    private Optional<Candidate> walk(Candidate from) {
        Candidate current = from;
        for (int step = 0; step < STEPS_OF_WALK; step++) {
            if (current.feasible() && claim(current)) {
                return Optional.of(current);
            }
            Candidate mutant = problem.candidate(mutant(current.genome(), 1 + random.nextInt(2)));
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

    private Optional<Candidate> anyLeft() {
        if (left == null) {
            left = new ArrayList<>(wholeSpace
                    .genomes()
                    .map(problem::candidate)
                    .filter(Candidate::feasible)
                    .toList());
        }
        left.removeIf(c -> novelty.known(c.key()));
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Candidate drawn = left.get(random.nextInt(left.size()));
        claim(drawn);
        return Optional.of(drawn);
    }
}
