package dev.sartor.report.model;

import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import java.util.List;
import java.util.Optional;

/**
 * What the choices of a run's space cost and bring.
 *
 * @param sentences on blocks against each other on the device of the leading table, as {@code sartor explain} has them
 * @param effects   place by place, in the order of the space
 * @param heldOut   how well what choices bring is known: trials predicted from the others; empty where nothing was learnt
 */
public record ChoiceSummary(
        List<String> sentences, List<ChoiceEffect> effects, Optional<GaussianProcessPredictor.HeldOut> heldOut) {

    /** Of a run that says nothing of its space. */
    public static final ChoiceSummary NONE = new ChoiceSummary(List.of(), List.of(), Optional.empty());

    public ChoiceSummary {
        sentences = List.copyOf(sentences);
        effects = List.copyOf(effects);
    }
}
