package dev.sartor.report.model;

import dev.sartor.accuracy.predictor.PredictorQuality;
import java.util.List;
import java.util.Optional;

/**
 * The effects of the choices of a run's space on cost and score.
 *
 * @param sentences sentences that compare the blocks on the device of the leading table, as in {@code sartor explain}
 * @param effects   gene by gene, in the order of the space
 * @param predictorQuality quality of the predictor of gains in cross-validation, where trials are predicted from the other trials;
 *                        empty if there is no predictor
 */
public record ChoiceSummary(
        List<String> sentences, List<ChoiceEffect> effects, Optional<PredictorQuality> predictorQuality) {

    /** The summary of a run with too little information. */
    public static final ChoiceSummary NONE = new ChoiceSummary(List.of(), List.of(), Optional.empty());

    public ChoiceSummary {
        sentences = List.copyOf(sentences);
        effects = List.copyOf(effects);
    }
}
