package dev.sartor.search.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The order of NSGA-II (Deb, Pratap, Agarwal, Meyarivan: A Fast and Elitist Multiobjective Genetic Algorithm, IEEE TEC
 * 6(2), 2002): by the rank of non-dominated sorting, then by the crowding distance within the rank, lonely ones first.
 * Sorted as ENS-SS does (Zhang, Tian, Cheng, Jin: An Efficient Approach to Nondominated Sorting, IEEE TEC 19(2), 2015):
 * nobody is dominated by a later one of the lexicographic order, so each is compared with those already placed only.
 */
public final class Ranking<S extends Solution> {
    private final List<S> members;
    private final int[] ranks;
    private final double[] crowding;

    public Ranking(List<S> members) {
        this.members = List.copyOf(members);
        ranks = new int[members.size()];
        crowding = new double[members.size()];
        fronts().forEach(this::crowd);
    }

    private Ranking(List<S> members, int[] ranks, double[] crowding) {
        this.members = members;
        this.ranks = ranks;
        this.crowding = crowding;
    }

    private List<List<Integer>> fronts() {
        List<List<Integer>> fronts = new ArrayList<>();
        for (int i : sorted(Comparator.comparing(members::get, S::precedence))) {
            int rank = 0;
            while (rank < fronts.size() && beats(fronts.get(rank), members.get(i))) {
                rank++;
            }
            if (rank == fronts.size()) {
                fronts.add(new ArrayList<>());
            }
            fronts.get(rank).add(i);
            ranks[i] = rank;
        }
        return fronts;
    }

    /** Whether one of a front dominates; asked from its latest, which is the likeliest. */
    private boolean beats(List<Integer> front, S other) {
        for (int i = front.size() - 1; i >= 0; i--) {
            if (members.get(front.get(i)).dominance(other) > 0) {
                return true;
            }
        }
        return false;
    }

    private void crowd(List<Integer> front) {
        int figures = figures(front.getFirst()).length;
        for (int f = 0; f < figures; f++) {
            int figure = f;
            List<Integer> line = new ArrayList<>(front);
            line.sort(Comparator.comparingDouble(i -> figures(i)[figure]));
            crowd(line, figure);
        }
    }

    private void crowd(List<Integer> line, int figure) {
        int last = line.size() - 1;
        double range = figures(line.get(last))[figure] - figures(line.getFirst())[figure];
        crowding[line.getFirst()] = Double.POSITIVE_INFINITY;
        crowding[line.get(last)] = Double.POSITIVE_INFINITY;
        for (int i = 1; i < last && range > 0; i++) {
            crowding[line.get(i)] += (figures(line.get(i + 1))[figure] - figures(line.get(i - 1))[figure]) / range;
        }
    }

    private double[] figures(int index) {
        S member = members.get(index);
        return member.feasible() ? member.toMinimise() : new double[] {member.violation()};
    }

    public List<S> members() {
        return members;
    }

    public int size() {
        return members.size();
    }

    public S member(int index) {
        return members.get(index);
    }

    /** Below 0 if member {@code a} stands before member {@code b}, 0 if neither does. */
    int compare(int a, int b) {
        return ranks[a] != ranks[b] ? Integer.compare(ranks[a], ranks[b]) : Double.compare(crowding[b], crowding[a]);
    }

    /** The winner of a binary tournament: the better of two that chance picks. */
    public S winner(RandomGenerator random) {
        int a = random.nextInt(size());
        int b = random.nextInt(size());
        return members.get(compare(a, b) <= 0 ? a : b);
    }

    /** The best members with their ranks and distances among all, at most {@code most}; equal ones in their old order. */
    public Ranking<S> best(int most) {
        int[] kept = Arrays.copyOf(sorted(this::compare), Math.min(most, size()));
        return new Ranking<>(
                IntStream.of(kept).mapToObj(members::get).toList(),
                IntStream.of(kept).map(i -> ranks[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> crowding[i]).toArray());
    }

    private int[] sorted(Comparator<Integer> order) {
        return IntStream.range(0, members.size())
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
