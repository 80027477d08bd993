package dev.sartor.supernet;

import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network of the space and the slices of the shared tensors that are its trainable weights. The running statistics of batch
 * norm are not shared.
 *
 * @param slices by parameter name, of all trainable parameters
 */
record SubNetwork(Network network, Map<String, WeightSlice> slices) {
    public SubNetwork {
        slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
    }

    /** A copy of its current weights; running means are 0 and running variances 1. */
    Weights copyWeights(Map<String, float[]> shared) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            tensors.put(
                    p.name(),
                    p.isTrainable()
                            ? slices.get(p.name())
                                    .copyFrom(shared.get(slices.get(p.name()).tensor()))
                            : statistics(p));
        }
        return new Weights(tensors);
    }

    private static float[] statistics(Parameter p) {
        float[] statistics = new float[p.size()];
        Arrays.fill(statistics, p.role() == Parameter.Role.VARIANCE ? 1 : 0);
        return statistics;
    }
}
