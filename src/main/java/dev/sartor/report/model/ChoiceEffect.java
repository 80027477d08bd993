package dev.sartor.report.model;

import dev.sartor.accuracy.predictor.PredictedScore;
import java.util.Optional;

/**
 * The effect of one alternative of a gene compared with the first alternative, with all other genes unchanged. A gene is a
 * choice that the space leaves open, such as the depth of a stage.
 *
 * @param gene         the name in the space's file: {@code stages[1].depth}; for all blocks of a stage: {@code stages[1].block}
 * @param choice       the alternative, such as {@code 3}, or a block
 * @param reference    the first alternative of the gene
 * @param cost         the difference in the leading metric of the report, on average over networks of the run
 * @param relativeCost that difference, relative to the cost with the reference
 * @param gain         the predicted gain: the relative reduction of the error rate, or the difference of a score; empty if
 *                     unknown
 */
public record ChoiceEffect(
        String gene, String choice, String reference, double cost, double relativeCost, Optional<PredictedScore> gain) {

    /** Whether the gain differs from 0 by more than twice its standard deviation. */
    public boolean isSignificant() {
        return gain.filter(g -> Math.abs(g.mean()) > 2 * g.deviation()).isPresent();
    }
}
