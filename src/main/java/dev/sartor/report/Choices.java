package dev.sartor.report;

import dev.sartor.accuracy.MeritPredictor;
import java.util.List;
import java.util.Optional;

/**
 * What the choices of a run's space cost and bring.
 *
 * @param sentences on blocks against each other on the device of the leading table, as {@code sartor explain} has them
 * @param effects   place by place, in the order of the space
 * @param heldOut   how well what choices bring is known: trials predicted from the others; empty where nothing was learnt
 */
public record Choices(List<String> sentences, List<Effect> effects, Optional<MeritPredictor.HeldOut> heldOut) {

    /** Of a run that says nothing of its space. */
    public static final Choices NONE = new Choices(List.of(), List.of(), Optional.empty());

    public Choices {
        sentences = List.copyOf(sentences);
        effects = List.copyOf(effects);
    }
}
