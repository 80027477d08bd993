package dev.sartor.latency.measuring;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.util.Map;
import java.util.SplittableRandom;

/** Networks as models to be timed: as they are exported, batch norm folded, but with random weights, which time the same. */
public final class ProfilingModels {
    private static final long SEED = 1;

    private ProfilingModels() {}

    public static byte[] onnx(Network network) {
        BatchNormFolding folded = BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(SEED)));
        return OnnxExport.bytes(folded.network(), folded.weights(), new OnnxMetadata(Map.of()));
    }
}
