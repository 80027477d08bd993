package dev.sartor.accuracy;

import dev.sartor.accuracy.proxy.Naswot;
import dev.sartor.accuracy.proxy.SynFlow;
import dev.sartor.accuracy.proxy.Zico;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Scores of untrained networks, which rank them without telling an accuracy. */
public enum ZeroCostProxy {
    /** Parameters: what any other score must beat. */
    MOST_PARAMS("most-params", false),
    /** Multiply-accumulates: the other one. */
    MOST_MACS("most-macs", false),
    /** How much signal passes the weights: {@link SynFlow}. */
    SYNFLOW("synflow", false),
    /** How well activations tell images apart: {@link Naswot}. */
    NASWOT("naswot", true),
    /** How steady gradients are: {@link Zico}. */
    ZICO("zico", true);

    private final EvaluationMetric measure;
    private final boolean needsImages;

    ZeroCostProxy(String name, boolean needsImages) {
        measure = EvaluationMetric.score(name);
        this.needsImages = needsImages;
    }

    /** Whether it looks at training images. */
    public boolean needsImages() {
        return needsImages;
    }

    public static Stream<String> names() {
        return Arrays.stream(values()).map(s -> s.measure.name());
    }

    static Optional<ZeroCostProxy> named(String name) {
        return Arrays.stream(values())
                .filter(s -> s.measure.name().equals(name))
                .findFirst();
    }

    /** Its name, and what its figures are. */
    public EvaluationMetric measure() {
        return measure;
    }
}
