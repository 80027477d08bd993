package dev.sartor.accuracy.proxy;

import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.LayerInspector;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * SynFlow (Tanaka et al.: Pruning neural networks without any data by iteratively conserving synaptic flow, arXiv 2006.05467),
 * summed over all weights as a score of the network (Abdelfattah et al., arXiv 2101.08134): with |w| for w, no batch norm and
 * an image of ones, R is the sum of the outputs, and the score the sum of |w dR/dw|, told as its logarithm to base 10. Values
 * are then never negative, which makes relu the identity; other activations and gates are taken for it too.
 */
public final class SynFlow {
    /** Floats end at 2^127, which deep networks exceed; the network is linear, so a smaller image only scales the score. */
    private static final int STEP = 32;

    private static final int LEAST = -96;

    private final Network skeleton;
    private final Weights weights;
    private final LayerInspector probe;
    private int inputExponent;
    private int outputExponent;

    private SynFlow(Network skeleton, Weights weights, LayerInspector probe) {
        this.skeleton = skeleton;
        this.weights = weights;
        this.probe = probe;
    }

    public static double of(Executor executor, Network network, Weights weights) {
        Network skeleton = LinearisedNetwork.of(network);
        try (var probe = new LayerInspector(executor, skeleton, 1)) {
            return new SynFlow(skeleton, absolute(skeleton, weights), probe).score();
        }
    }

    private static Weights absolute(Network skeleton, Weights start) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Parameter p : skeleton.parameters()) {
            float[] values = start.tensor(p).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = p.role() == Parameter.Role.BIAS ? 0 : Math.abs(values[i]);
            }
            tensors.put(p.name(), values);
        }
        return new Weights(tensors);
    }

    private double score() {
        double sum = flow();
        while (!Double.isFinite(sum) && inputExponent > LEAST) {
            inputExponent -= STEP;
            outputExponent -= STEP;
            sum = flow();
        }
        return Math.log10(Math.max(sum, Double.MIN_NORMAL)) - (inputExponent + outputExponent) * Math.log10(2);
    }

    /** The sum of w dR/dw for this scale of the image and of the outputs' gradient. */
    private double flow() {
        float[] image = new float[Math.toIntExact(skeleton.input().size())];
        Arrays.fill(image, Math.scalb(1f, inputExponent));
        float[] ones = probe.forward(weights, image, 1).clone();
        Arrays.fill(ones, Math.scalb(1f, outputExponent));
        Weights gradients = probe.backward(ones);
        return skeleton.parameters().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT)
                .mapToDouble(p -> dot(weights.tensor(p), gradients.tensor(p)))
                .sum();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
