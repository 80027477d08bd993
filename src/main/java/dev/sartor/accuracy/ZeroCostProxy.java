package dev.sartor.accuracy;

import dev.sartor.accuracy.proxy.Naswot;
import dev.sartor.accuracy.proxy.SynFlow;
import dev.sartor.accuracy.proxy.Zico;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Training-free scores, also called zero-cost proxies: they rank untrained networks, but predict no accuracy. */
public enum ZeroCostProxy {
    /** Number of parameters, a baseline for other scores. */
    MOST_PARAMS("most-params", false),
    /** Number of multiply-accumulates, another baseline. */
    MOST_MACS("most-macs", false),
    /** Synaptic flow through the weights: {@link SynFlow}. */
    SYNFLOW("synflow", false),
    /** How well activations distinguish images: {@link Naswot}. */
    NASWOT("naswot", true),
    /** How little gradients vary between batches: {@link Zico}. */
    ZICO("zico", true);

    private final EvaluationMetric metric;
    private final boolean needsImages;

    ZeroCostProxy(String name, boolean needsImages) {
        metric = EvaluationMetric.score(name);
        this.needsImages = needsImages;
    }

    /** Whether it is computed from training images. */
    public boolean needsImages() {
        return needsImages;
    }

    public static Stream<String> names() {
        return Arrays.stream(values()).map(p -> p.metric.name());
    }

    static Optional<ZeroCostProxy> named(String name) {
        return Arrays.stream(values()).filter(p -> p.metric.name().equals(name)).findFirst();
    }

    /** The metric of its scores, which has its name. */
    public EvaluationMetric metric() {
        return metric;
    }
}
