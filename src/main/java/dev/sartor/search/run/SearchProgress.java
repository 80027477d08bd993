package dev.sartor.search.run;

import dev.sartor.search.front.Trial;
import java.util.Optional;

/**
 * How far a search is.
 *
 * @param generation  the one in work, from 0
 * @param evaluated   networks whose accuracy is known
 * @param replayed    those among them that an earlier session had evaluated
 * @param budget      networks that may be evaluated
 * @param beyond      networks that were recorded as beyond the limits
 * @param best        the most accurate within the limits
 * @param front       trials on the front
 * @param hypervolume of the front, in [0, 1]
 * @param seconds     of this session
 */
public record SearchProgress(
        int generation,
        int evaluated,
        int replayed,
        int budget,
        int beyond,
        Optional<Trial> best,
        int front,
        double hypervolume,
        double seconds) {

    /** Networks evaluated in a second of this session; 0 before the first. */
    public double perSecond() {
        return seconds > 0 ? (evaluated - replayed) / seconds : 0;
    }
}
