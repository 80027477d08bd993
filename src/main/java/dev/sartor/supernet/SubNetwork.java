package dev.sartor.supernet;

import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network of the space and where its trainable weights stand in the shared ones. Batch norm's running moments are not
 * shared: they are those of one network.
 *
 * @param slices by parameter name, of all trainable parameters
 */
record SubNetwork(Network network, Map<String, WeightSlice> slices) {
    public SubNetwork {
        slices = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(slices));
    }

    /** A copy of its weights as they are now; running moments are fresh, 0 and 1. */
    Weights read(Map<String, float[]> shared) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            tensors.put(
                    p.name(),
                    p.trainable()
                            ? slices.get(p.name())
                                    .read(shared.get(slices.get(p.name()).tensor()))
                            : moments(p));
        }
        return new Weights(tensors);
    }

    private static float[] moments(Parameter p) {
        float[] moments = new float[p.size()];
        java.util.Arrays.fill(moments, p.role() == Parameter.Role.VARIANCE ? 1 : 0);
        return moments;
    }
}
