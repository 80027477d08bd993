package dev.sartor.search.front;

import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Non-dominated sorting by constrained dominance, with the crowding distance of each solution on its front. Rank 0 is the front of
 * solutions that no other dominates, rank 1 the front without those, and so on.
 */
final class NondominatedFronts {
    private static final int NONE = -1;

    private final Solution[] solutions;
    /** The values to minimise of each solution; of one beyond the limits only its violation. */
    private final double[][] values;

    /** The solutions of each front as a linked list from the last solution to the first: [rank], and [solution]. */
    private final int[] lastOfFront;

    private final int[] frontSizes;
    private final int[] previousInFront;
    private int frontCount;

    NondominatedFronts(List<? extends Solution> all) {
        solutions = all.toArray(Solution[]::new);
        values = new double[solutions.length][];
        for (int i = 0; i < solutions.length; i++) {
            values[i] =
                    solutions[i].feasible() ? solutions[i].objectiveValues() : new double[] {solutions[i].violation()};
        }
        lastOfFront = new int[solutions.length];
        frontSizes = new int[solutions.length];
        previousInFront = new int[solutions.length];
    }

    /** Writes the rank of each solution, from 0, and its crowding distance within the front of that rank. */
    void assign(int[] ranks, double[] crowding) {
        for (int i : sortedIndices(solutions.length, (a, b) -> solutions[a].compareLexicographically(solutions[b]))) {
            int rank = 0;
            while (rank < frontCount && isDominated(solutions[i], rank)) {
                rank++;
            }
            add(i, rank);
            ranks[i] = rank;
        }
        for (int rank = 0; rank < frontCount; rank++) {
            assignCrowdingDistances(front(rank), crowding);
        }
    }

    private void add(int member, int rank) {
        previousInFront[member] = rank == frontCount ? NONE : lastOfFront[rank];
        lastOfFront[rank] = member;
        frontSizes[rank]++;
        frontCount = Math.max(frontCount, rank + 1);
    }

    /**
     * Whether some solution of the front of a rank dominates this one. Those added last are compared first, since they are the
     * most likely to dominate it.
     */
    private boolean isDominated(Solution other, int rank) {
        for (int i = lastOfFront[rank]; i != NONE; i = previousInFront[i]) {
            if (solutions[i].dominance(other) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The solutions of a rank, in the order in which they were added. */
    private int[] front(int rank) {
        int[] front = new int[frontSizes[rank]];
        int member = lastOfFront[rank];
        for (int i = front.length - 1; i >= 0; i--) {
            front[i] = member;
            member = previousInFront[member];
        }
        return front;
    }

    private void assignCrowdingDistances(int[] front, double[] crowding) {
        for (int v = 0; v < values[front[0]].length; v++) {
            int value = v;
            int[] order = sortedIndices(
                    front.length, (a, b) -> Double.compare(values[front[a]][value], values[front[b]][value]));
            int last = front.length - 1;
            double range = values[front[order[last]]][value] - values[front[order[0]]][value];
            crowding[front[order[0]]] = Double.POSITIVE_INFINITY;
            crowding[front[order[last]]] = Double.POSITIVE_INFINITY;
            for (int i = 1; i < last && range > 0; i++) {
                crowding[front[order[i]]] +=
                        (values[front[order[i + 1]]][value] - values[front[order[i - 1]]][value]) / range;
            }
        }
    }

    /**
     * The indices from 0 in the given order, equal ones ascending. Binary insertion is the fastest for populations of this size.
     */
    static int[] sortedIndices(int size, IntBinaryOperator order) {
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            int low = 0;
            int high = i;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (order.applyAsInt(i, indices[middle]) < 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            System.arraycopy(indices, low, indices, low + 1, i - low);
            indices[low] = i;
        }
        return indices;
    }
}
