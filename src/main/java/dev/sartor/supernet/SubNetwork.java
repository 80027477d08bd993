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
 * @param slices the slices, by parameter name, of all trainable parameters except the fixed ones
 * @param fixed  by parameter name, values that are not trained: those of {@link KindMixture}
 */
record SubNetwork(Network network, Map<String, WeightSlice> slices, Map<String, float[]> fixed) {
    public SubNetwork {
        slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
        fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    }

    SubNetwork(Network network, Map<String, WeightSlice> slices) {
        this(network, slices, Map.of());
    }

    /**
     * A copy of the network's current weights; running means are 0 and running variances 1.
     *
     * @param shared the shared tensors by name
     */
    Weights copyWeights(Map<String, float[]> shared) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            tensors.put(p.name(), copy(p, shared));
        }
        return new Weights(tensors);
    }

    private float[] copy(Parameter p, Map<String, float[]> shared) {
        if (!p.isTrainable()) {
            return initialStatistics(p);
        }
        WeightSlice slice = slices.get(p.name());
        return slice == null ? fixed.get(p.name()).clone() : slice.copyFrom(shared.get(slice.tensor()));
    }

    private static float[] initialStatistics(Parameter p) {
        float[] statistics = new float[p.arraySize()];
        Arrays.fill(statistics, p.role() == Parameter.Role.VARIANCE ? 1 : 0);
        return statistics;
    }
}
