package dev.sartor.search.front;

import java.util.List;
import java.util.function.IntBinaryOperator;

/** Non-dominated sorting by constrained dominance, with the crowding distance of each solution on its front. */
final class NondominatedFronts {
    private final Solution[] members;
    private final double[][] values;
    // the solutions of each front as a linked list that starts at the latest one
    private final int[] latest;
    private final int[] sizes;
    private final int[] previous;
    private int count;

    NondominatedFronts(List<? extends Solution> solutions) {
        members = solutions.toArray(Solution[]::new);
        values = new double[members.length][];
        for (int i = 0; i < members.length; i++) {
            values[i] = members[i].feasible() ? members[i].objectiveValues() : new double[] {members[i].violation()};
        }
        latest = new int[members.length];
        sizes = new int[members.length];
        previous = new int[members.length];
    }

    /** Writes the rank of each solution, from 0, and its crowding distance within the front of that rank. */
    void assign(int[] ranks, double[] crowding) {
        for (int i : sorted(members.length, (a, b) -> members[a].compareLexicographically(members[b]))) {
            int rank = 0;
            while (rank < count && isDominated(members[i], rank)) {
                rank++;
            }
            add(i, rank);
            ranks[i] = rank;
        }
        for (int rank = 0; rank < count; rank++) {
            assignCrowdingDistances(members(rank), crowding);
        }
    }

    private void add(int member, int rank) {
        previous[member] = rank == count ? -1 : latest[rank];
        latest[rank] = member;
        sizes[rank]++;
        count = Math.max(count, rank + 1);
    }

    /** Whether a solution of a front dominates it. The latest ones are compared first, since they are the most likely to. */
    private boolean isDominated(Solution other, int rank) {
        for (int i = latest[rank]; i >= 0; i = previous[i]) {
            if (members[i].dominance(other) > 0) {
                return true;
            }
        }
        return false;
    }

    private int[] members(int rank) {
        int[] front = new int[sizes[rank]];
        int member = latest[rank];
        for (int i = front.length - 1; i >= 0; i--) {
            front[i] = member;
            member = previous[member];
        }
        return front;
    }

    private void assignCrowdingDistances(int[] front, double[] crowding) {
        for (int v = 0; v < values[front[0]].length; v++) {
            int value = v;
            int[] order =
                    sorted(front.length, (a, b) -> Double.compare(values[front[a]][value], values[front[b]][value]));
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

    /** The indices from 0 in the given order, equal ones ascending. Binary insertion is the fastest for populations of this size. */
    static int[] sorted(int size, IntBinaryOperator order) {
        int[] sorted = new int[size];
        for (int i = 0; i < size; i++) {
            int low = 0;
            int high = i;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (order.applyAsInt(i, sorted[middle]) < 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            System.arraycopy(sorted, low, sorted, low + 1, i - low);
            sorted[low] = i;
        }
        return sorted;
    }
}
