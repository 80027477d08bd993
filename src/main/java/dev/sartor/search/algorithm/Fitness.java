package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;

/**
 * The fitness of an individual in Jenetics: its rank by non-dominated sorting and its crowding distance, both within its
 * population. The greater is the fitter: the lower rank, then the larger crowding distance (the crowded comparison of NSGA-II).
 * The fitness of a child is pending, and less than any other, until its objectives are known.
 */
public final class Fitness implements Comparable<Fitness> {
    private static final int UNRANKED = Integer.MAX_VALUE;

    private final Proposal proposal;
    private final EvaluatedCandidate rated;
    private final int rank;
    private final double crowding;

    private Fitness(Proposal proposal, EvaluatedCandidate rated, int rank, double crowding) {
        this.proposal = proposal;
        this.rated = rated;
        this.rank = rank;
        this.crowding = crowding;
    }

    /** Of a child that is to be evaluated. */
    public static Fitness pending(Proposal proposal) {
        return new Fitness(proposal, null, UNRANKED, 0);
    }

    /** Of an evaluated individual that is not ranked yet. */
    public static Fitness of(EvaluatedCandidate rated) {
        return new Fitness(null, rated, UNRANKED, 0);
    }

    public Fitness ranked(int newRank, double newCrowding) {
        return new Fitness(null, rated, newRank, newCrowding);
    }

    public boolean isPending() {
        return proposal != null;
    }

    /** What is to be evaluated; null if it is not pending. */
    Proposal proposal() {
        return proposal;
    }

    /** The evaluated candidate; null if it is pending. */
    public EvaluatedCandidate rated() {
        return rated;
    }

    /** The front it is on: 0 for an individual that no other dominates. */
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
