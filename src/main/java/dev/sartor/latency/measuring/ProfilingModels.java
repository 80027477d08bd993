package dev.sartor.latency.measuring;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.util.Map;
import java.util.SplittableRandom;

/** Exports networks for timing: with folded batch norm and random weights, which have the same latency as trained ones. */
public final class ProfilingModels {
    private static final long SEED = 1;

    private ProfilingModels() {}

    /** The ONNX file of a network. */
    public static byte[] onnx(Network network) {
        BatchNormFolding folded = BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(SEED)));
        return OnnxExport.bytes(folded.network(), folded.weights(), new OnnxMetadata(Map.of()));
    }
}
