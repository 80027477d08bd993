package dev.sartor.report.model;

import dev.sartor.accuracy.predictor.PredictedScore;
import java.util.Optional;

/**
 * What a choice of a space costs and brings against another at the same place, all else in the run's networks being kept.
 *
 * @param place  in the space's file: {@code stages[1].depth}; of blocks, the stage: {@code stages[1].block}
 * @param choice such as {@code 3}, or a block
 * @param than   the first alternative there
 * @param cost   what it adds by the report's leading metric, on average over the run's networks
 * @param share  the same as a share of what they cost with the other
 * @param gain   what it brings, as far as the trials tell: the share of the errors that goes away, or of a score the difference
 */
public record ChoiceEffect(
        String place, String choice, String than, double cost, double share, Optional<PredictedScore> gain) {

    /** Whether it brings or takes more than the trials leave open: twice the standard deviation. */
    public boolean clear() {
        return gain.filter(g -> Math.abs(g.mean()) > 2 * g.deviation()).isPresent();
    }
}
