package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;

/**
 * The fitness of an individual in Jenetics: its rank by non-dominated sorting and its crowding distance, both within its
 * population. A higher fitness is better: the lower rank, then the larger crowding distance (the crowded comparison of NSGA-II).
 * The fitness of a child is pending, and less than any other, until its objectives are known.
 */
public final class Fitness implements Comparable<Fitness> {
    private static final int UNRANKED = Integer.MAX_VALUE;
    private static final double NO_CROWDING = 0;

    /** In place of the proposal of an evaluated individual, and of the evaluation of a pending one. */
    private static final Proposal NO_PROPOSAL = null;

    private static final EvaluatedCandidate NO_EVALUATION = null;

    private final Proposal proposal;
    private final EvaluatedCandidate evaluated;
    private final int rank;
    private final double crowding;

    private Fitness(Proposal proposal, EvaluatedCandidate evaluated, int rank, double crowding) {
        this.proposal = proposal;
        this.evaluated = evaluated;
        this.rank = rank;
        this.crowding = crowding;
    }

    /** The fitness of a child that is not evaluated yet. */
    public static Fitness pending(Proposal proposal) {
        return new Fitness(proposal, NO_EVALUATION, UNRANKED, NO_CROWDING);
    }

    /** The fitness of an evaluated individual that is not ranked yet. */
    public static Fitness of(EvaluatedCandidate evaluated) {
        return new Fitness(NO_PROPOSAL, evaluated, UNRANKED, NO_CROWDING);
    }

    /** The same fitness with a rank and a crowding distance. */
    public Fitness ranked(int newRank, double newCrowding) {
        return new Fitness(NO_PROPOSAL, evaluated, newRank, newCrowding);
    }

    /** Whether the individual is not evaluated yet. */
    public boolean isPending() {
        return proposal != null;
    }

    /** The proposal to evaluate; null if the fitness is not pending. */
    Proposal proposal() {
        return proposal;
    }

    /** The evaluated candidate; null if it is pending. */
    public EvaluatedCandidate evaluated() {
        return evaluated;
    }

    /** The rank of its front: 0 for an individual that no other dominates. */
    public int rank() {
        return rank;
    }

    /** The crowding distance on its front, from 0; infinite at the ends of each objective. */
    public double crowding() {
        return crowding;
    }

    @Override
    public int compareTo(Fitness other) {
        return rank != other.rank ? Integer.compare(other.rank, rank) : Double.compare(crowding, other.crowding);
    }
}
