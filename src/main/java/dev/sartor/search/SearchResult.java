package dev.sartor.search;

import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param trials      all, in order
 * @param front       those within the limits that no other dominates, the most accurate first
 * @param hypervolume the share of the box between no error at no cost and, on each axis, the limit (where there is none,
 *                    the space's maximum) that the front dominates
 */
public record SearchResult(List<Trial> trials, List<Trial> front, double hypervolume, End end) {

    /** Why a search ended. */
    public enum End {
        BUDGET_SPENT, TIME_UP, SPACE_EXHAUSTED, INTERRUPTED
    }

    public SearchResult {
        trials = List.copyOf(trials);
        front = List.copyOf(front);
    }

    /** The most accurate trial within the limits. */
    public Optional<Trial> best() {
        return front.stream().findFirst();
    }
}
