package dev.sartor.search;

import dev.sartor.space.CeilingSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Draws networks within the limits that were not drawn before, uniformly over the space. Where too few of a space are
 * within the limits or left, a small space is looked through; in a large one networks are built up choice by choice, only
 * of what can still hold every limit, and where the limits hold each but not together, a draw climbs from the nearest miss
 * towards them. The effort is bounded at every step.
 */
final class Sampling {
    private static final int UNIFORM_DRAWS = 64;
    private static final int RARE_AFTER = 16;
    private static final int GUIDED_DRAWS = 256;
    private static final int CLIMBS = 8;
    private static final int STEPS_OF_CLIMB = 500;

    private final Problem problem;
    private final RandomGenerator random;
    private final Variation variation;
    private final WholeSpace wholeSpace;
    private final Novelty novelty;
    private List<Candidate> left;
    private CeilingSampler guided;
    private int fruitless;

    Sampling(Problem problem, RandomGenerator random) {
        this(problem, random, Novelty.exact());
    }

    Sampling(Problem problem, RandomGenerator random, Novelty novelty) {
        this.problem = problem;
        this.random = random;
        this.novelty = novelty;
        variation = new Variation(problem.space());
        wholeSpace = new WholeSpace(problem.space());
    }

    /** Marks a candidate's network as proposed; false if it was before. */
    boolean claim(Candidate candidate) {
        return novelty.claim(candidate.key());
    }

    /** Whether a candidate's network was proposed before. */
    boolean known(Candidate candidate) {
        return known(candidate.key());
    }

    /** Whether the network of a candidate's key was proposed before. */
    boolean known(String key) {
        return novelty.known(key);
    }

    /**
     * A new candidate within the limits, claimed; or empty when none could be found.
     *
     * @param missed is told of the first draw, if that is new and beyond the limits; it is claimed too
     */
    Optional<Candidate> draw(Consumer<Candidate> missed) {
        Candidate nearest = null;
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
            nearest = nearest == null || drawn.violation() < nearest.violation() ? drawn : nearest;
        }
        fruitless++;
        return wholeSpace.small() ? anyLeft() : rare(nearest);
    }

    private Optional<Candidate> rare(Candidate miss) {
        if (guided == null) {
            guided = new CeilingSampler(problem.space(),
                    problem.limits().stream().flatMap(problem.costModel()::ceilings).toList());
        }
        Candidate nearest = miss;
        for (int i = 0; i < GUIDED_DRAWS; i++) {
            Optional<Candidate> drawn = guided.draw(random).map(problem::candidate);
            if (drawn.isPresent() && drawn.get().feasible() && claim(drawn.get())) {
                return drawn;
            }
            if (drawn.isPresent() && drawn.get().violation() < nearest.violation()) {
                nearest = drawn.get();
            }
        }
        return climb(nearest);
    }

    /** Mutates towards the limits, and among networks within the limits to one that is new. */
    private Optional<Candidate> climb(Candidate from) {
        for (int climb = 0; climb < CLIMBS; climb++) {
            Candidate current = from;
            for (int step = 0; step < STEPS_OF_CLIMB; step++) {
                Candidate mutant = problem.candidate(variation.mutant(current.genome(), 1 + random.nextInt(2), random));
                if (mutant.violation() <= current.violation()) {
                    current = mutant;
                }
                if (current.feasible() && claim(current)) {
                    return Optional.of(current);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> anyLeft() {
        if (left == null) {
            left = new ArrayList<>(wholeSpace.genomes().map(problem::candidate).filter(Candidate::feasible).toList());
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
