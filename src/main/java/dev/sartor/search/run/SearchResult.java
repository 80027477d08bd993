package dev.sartor.search.run;

import dev.sartor.search.front.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Result of a search.
 *
 * @param trials      all trials, in their order
 * @param front       non-dominated trials within the limits, in descending order of score
 * @param hypervolume share, in [0, 1], of a box of errors and costs that the front dominates. The box extends from no error and no cost
 *                    to an error of 1 and the limit of each cost, or its maximum over the space if it has no limit
 * @param measuredShares for each latency table, the smallest share of the latency of a network on the front that comes from measured
 *                    units; the rest is estimated. Only tables with shares below 1
 */
public record SearchResult(
        List<Trial> trials, List<Trial> front, double hypervolume, End end, SortedMap<String, Double> measuredShares) {

    /** Why a search ended. */
    public enum End {
        BUDGET_SPENT,
        TIME_UP,
        SPACE_EXHAUSTED,
        INTERRUPTED
    }

    public SearchResult {
        trials = List.copyOf(trials);
        front = List.copyOf(front);
        measuredShares = Collections.unmodifiableSortedMap(new TreeMap<>(measuredShares));
    }

    /** The trial with the highest score within the limits. */
    public Optional<Trial> best() {
        return front.stream().findFirst();
    }
}
