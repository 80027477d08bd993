package dev.sartor.search.run;

import dev.sartor.search.front.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a search found.
 *
 * @param trials      all, in order
 * @param front       those within the limits that no other dominates, the most accurate first
 * @param hypervolume the share of the box between no error at no cost and, on each axis, the limit (where there is none,
 *                    the space's maximum) that the front dominates
 * @param measuredShares by table, the least share of a front network's latency from units that was measured and not interpolated;
 *                    only of tables where some of it was not
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

    /** The most accurate trial within the limits. */
    public Optional<Trial> best() {
        return front.stream().findFirst();
    }
}
