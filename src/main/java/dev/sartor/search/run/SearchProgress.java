package dev.sartor.search.run;

import dev.sartor.search.front.Trial;
import java.util.Optional;

/**
 * Progress of a search.
 *
 * @param generation   current generation, from 0
 * @param evaluated   number of networks whose score is known
 * @param inEvaluation number of networks that were proposed and whose score the search does not know yet
 * @param replayed    number of evaluated networks whose score is from an earlier session
 * @param budget      number of networks that may be evaluated
 * @param infeasible  number of networks that were recorded as beyond the limits
 * @param best        the trial with the highest score within the limits
 * @param frontSize   number of trials on the front
 * @param hypervolume hypervolume of the front, in [0, 1]
 * @param seconds     duration of this session so far
 */
public record SearchProgress(
        int generation,
        int evaluated,
        int inEvaluation,
        int replayed,
        int budget,
        int infeasible,
        Optional<Trial> best,
        int frontSize,
        double hypervolume,
        double seconds) {

    /** Networks evaluated in a second of this session; 0 before the first. */
    public double perSecond() {
        return seconds > 0 ? (evaluated - replayed) / seconds : 0;
    }
}
