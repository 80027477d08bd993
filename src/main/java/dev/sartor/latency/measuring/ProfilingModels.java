package dev.sartor.latency.measuring;

import dev.sartor.device.Device;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.litert.LiteRtMetadata;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Exports networks for timing: with folded batch norm and random weights, which have the same latency as trained ones. */
public final class ProfilingModels {
    private static final long SEED = 1;

    private ProfilingModels() {}

    /** What makes the file of a network in the format of a device. */
    public static Function<Network, byte[]> of(Device device) {
        return switch (device.format()) {
            case ONNX -> ProfilingModels::onnx;
            case LITERT -> ProfilingModels::liteRt;
        };
    }

    private static byte[] liteRt(Network network) {
        return LiteRtExport.bytes(network, Weights.initial(network, new SplittableRandom(SEED)), LiteRtMetadata.none());
    }

    /** The ONNX file of a network. */
    public static byte[] onnx(Network network) {
        BatchNormFolding folded = BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(SEED)));
        return OnnxExport.bytes(folded.network(), folded.weights(), new OnnxMetadata(Map.of()));
    }
}
