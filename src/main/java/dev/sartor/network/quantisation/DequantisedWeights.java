package dev.sartor.network.quantisation;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weights of a quantised network as 32-bit floats: those of the folded network, rounded to what 8 bits express. */
public final class DequantisedWeights {
    private DequantisedWeights() {}

    /** The values that the quantised weights and biases stand for. */
    public static Weights of(QuantisedNetwork quantised) {
        Network network = quantised.network();
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            if (layer.op() instanceof Op.Conv || layer.op() instanceof Op.Linear) {
                add(quantised, layer, tensors);
            }
        }
        return new Weights(tensors);
    }

    private static void add(QuantisedNetwork quantised, Layer layer, Map<String, float[]> tensors) {
        QuantisedWeights weights = quantised.weights(layer);
        float inputScale = quantised.input(layer).scale();
        // the quantised weights before a fused hard sigmoid contain its (x + 3) / 6
        boolean beforeHardSigmoid = quantised
                .fusedActivation(layer)
                .filter(a -> a.op() instanceof Op.Activate(Op.Function f) && f == Op.Function.HARD_SIGMOID)
                .isPresent();
        float factor = beforeHardSigmoid ? 6 : 1;
        float shift = beforeHardSigmoid ? 3 : 0;
        float[] values = new float[weights.values().length];
        float[] biases = new float[weights.channels()];
        for (int c = 0; c < biases.length; c++) {
            float scale = factor * weights.scale(c);
            biases[c] = (float) ((double) weights.biases()[c] * inputScale * scale) - shift;
            for (int i = c * weights.perChannel(); i < (c + 1) * weights.perChannel(); i++) {
                values[i] = scale * weights.values()[i];
            }
        }
        tensors.put(Parameter.name(layer.name(), Role.WEIGHT), values);
        if (!(layer.op() instanceof Op.Conv c) || c.bias()) {
            tensors.put(Parameter.name(layer.name(), Role.BIAS), biases);
        }
    }
}
