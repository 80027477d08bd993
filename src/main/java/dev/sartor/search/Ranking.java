package dev.sartor.search;

import io.jenetics.ext.moea.Pareto;
import io.jenetics.util.ISeq;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of NSGA-II (Deb, Pratap, Agarwal, Meyarivan: A Fast and Elitist Multiobjective Genetic Algorithm, IEEE TEC
 * 6(2), 2002): by the rank of non-dominated sorting, then by the crowding distance within the rank, lonely ones first.
 */
final class Ranking {
    private final List<Rated> members;
    private final int[] ranks;
    private final double[] crowding;

    Ranking(List<Rated> members) {
        this.members = List.copyOf(members);
        ranks = members.isEmpty() ? new int[0] : Pareto.rank(ISeq.of(this.members), Rated::dominance);
        crowding = new double[ranks.length];
        for (int rank = 0; rank <= IntStream.of(ranks).max().orElse(-1); rank++) {
            crowd(rank);
        }
    }

    // Pareto.crowdingDistance must not see several fronts at once: neighbours count within their own front only.
    private void crowd(int rank) {
        int[] front = IntStream.range(0, ranks.length).filter(i -> ranks[i] == rank).toArray();
        ISeq<double[]> figures = IntStream.of(front).mapToObj(i -> figures(members.get(i))).collect(ISeq.toISeq());
        double[] distances = Pareto.crowdingDistance(figures, (a, b, i) -> Double.compare(a[i], b[i]),
                (a, b, i) -> Math.abs(a[i] - b[i]), a -> a.length);
        for (int i = 0; i < front.length; i++) {
            crowding[front[i]] = distances[i];
        }
    }

    private static double[] figures(Rated rated) {
        return rated.candidate().feasible() ? rated.toMinimise() : new double[]{rated.candidate().violation()};
    }

    List<Rated> members() {
        return members;
    }

    int size() {
        return members.size();
    }

    Rated member(int index) {
        return members.get(index);
    }

    /** Below 0 if member {@code a} stands before member {@code b}, 0 if neither does. */
    int compare(int a, int b) {
        return ranks[a] != ranks[b] ? Integer.compare(ranks[a], ranks[b]) : Double.compare(crowding[b], crowding[a]);
    }

    /** The best members, at most {@code most}; equal ones in their old order. */
    List<Rated> best(int most) {
        return IntStream.range(0, size()).boxed().sorted(Comparator.comparing((Integer i) -> i, this::compare))
                .limit(most).map(members::get).toList();
    }
}
