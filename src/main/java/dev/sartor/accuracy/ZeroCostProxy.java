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
    MOST_PARAMS("most-params", Input.NONE),
    /** Number of multiply-accumulates, another baseline. */
    MOST_MACS("most-macs", Input.NONE),
    /** Synaptic flow through the weights: {@link SynFlow}. */
    SYNFLOW("synflow", Input.NONE),
    /** How well activations distinguish images: {@link Naswot}. */
    NASWOT("naswot", Input.IMAGES),
    /** How little gradients vary between batches: {@link Zico}. */
    ZICO("zico", Input.IMAGES);

    /** What the score is computed from besides the network. */
    private enum Input {
        NONE,
        IMAGES
    }

    private final EvaluationMetric metric;
    private final boolean needsImages;

    ZeroCostProxy(String name, Input input) {
        metric = EvaluationMetric.score(name);
        needsImages = input == Input.IMAGES;
    }

    /** Whether it is computed from training images. */
    public boolean needsImages() {
        return needsImages;
    }

    /** The names of all proxies. */
    public static Stream<String> names() {
        return Arrays.stream(values()).map(p -> p.metric.name());
    }

    static Optional<ZeroCostProxy> named(String name) {
        return Arrays.stream(values()).filter(p -> p.metric.name().equals(name)).findFirst();
    }

    /** The metric of its scores, which has the name of the proxy. */
    public EvaluationMetric metric() {
        return metric;
    }
}
