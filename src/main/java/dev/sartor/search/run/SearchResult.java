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
 * @param trials      all, in order
 * @param front       non-dominated trials within the limits, in descending order of score
 * @param hypervolume share of the box that the front dominates, in [0, 1]. The box reaches from no error at no cost to the limit
 *                    of each cost, or to its maximum over the space if it has no limit
 * @param measuredShares the smallest measured share of the latency of a network on the front, by latency table; the rest is
 *                    estimated. Only tables with shares below 1
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
