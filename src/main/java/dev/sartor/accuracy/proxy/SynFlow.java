package dev.sartor.accuracy.proxy;

import dev.sartor.base.ArrayLength;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.LayerInspector;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * SynFlow (Tanaka et al.: Pruning neural networks without any data by iteratively conserving synaptic flow, arXiv
 * 2006.05467), summed over all weights as a score of the network (Abdelfattah et al., arXiv 2101.08134): the weights w of the
 * network are replaced by their absolute values, batch norm is removed, and the input is an image of ones. Let R be the sum
 * of the outputs. The score is the logarithm to base 10 of the sum of |w dR/dw|. No value is negative, so ReLU is the
 * identity; other activations and the scales of squeeze-and-excite are replaced by the identity too.
 */
public final class SynFlow {
    /**
     * Step by which the exponents of image and gradient (powers of 2) are lowered while the sum exceeds the range of floats,
     * as in deep networks. The network is linear, so this only scales the sum.
     */
    private static final int EXPONENT_STEP = 32;

    private static final int MIN_EXPONENT = -96;
    private static final int IMAGES = 1;

    private final Network linearised;
    private final Weights weights;
    private final LayerInspector inspector;
    /** The exponents of the image's values and of the outputs' gradient, as powers of 2. */
    private int inputExponent;

    private int outputExponent;

    private SynFlow(Network linearised, Weights weights, LayerInspector inspector) {
        this.linearised = linearised;
        this.weights = weights;
        this.inspector = inspector;
    }

    /** The score of a network with these weights. */
    public static double of(Executor executor, Network network, Weights weights) {
        Network linearised = LinearisedNetwork.of(network);
        try (var inspector = new LayerInspector(executor, linearised, IMAGES)) {
            return new SynFlow(linearised, absolute(linearised, weights), inspector).score();
        }
    }

    /** The absolute values of the weights, and biases of 0. */
    private static Weights absolute(Network linearised, Weights weights) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Parameter p : linearised.parameters()) {
            float[] values = weights.tensor(p).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = p.role() == Parameter.Role.BIAS ? 0 : Math.abs(values[i]);
            }
            tensors.put(p.name(), values);
        }
        return new Weights(tensors);
    }

    private double score() {
        double sum = flow();
        while (!Double.isFinite(sum) && inputExponent > MIN_EXPONENT) {
            inputExponent -= EXPONENT_STEP;
            outputExponent -= EXPONENT_STEP;
            sum = flow();
        }
        return Math.log10(Math.max(sum, Double.MIN_NORMAL)) - (inputExponent + outputExponent) * Math.log10(2);
    }

    /** The sum of w dR/dw for the current exponents of the image and of the outputs' gradient. */
    private double flow() {
        float[] image = new float[ArrayLength.of(linearised.input().size())];
        Arrays.fill(image, Math.scalb(1f, inputExponent));
        float[] outputGradient = inspector.forward(weights, image, IMAGES).clone();
        Arrays.fill(outputGradient, Math.scalb(1f, outputExponent));
        Weights gradients = inspector.backward(outputGradient);
        return linearised.parameters().stream()
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
