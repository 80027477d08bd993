package dev.sartor.latency.measuring;

import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.litert.LiteRtMetadata;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.FloatStem;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.NominalRanges;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Exports networks for timing: with folded batch norm and random weights, which have the same latency as trained ones. */
public final class ProfilingModels {
    private static final long SEED = 1;

    private ProfilingModels() {}

    /** Makes the file of a network for a device, in its format and precision. */
    public static Function<Network, byte[]> of(DeviceSpec device) {
        return switch (device.format()) {
            case ONNX ->
                switch (device.precision()) {
                    case FP32 -> ProfilingModels::fp32;
                    case INT8 -> n -> int8(n, device.stem());
                };
            case LITERT ->
                switch (device.precision()) {
                    case FP32 -> ProfilingModels::liteRt;
                    case INT8 -> n -> LiteRtExport.bytes(quantised(n, device.stem()), LiteRtMetadata.none());
                };
        };
    }

    private static byte[] liteRt(Network network) {
        BatchNormFolding folded = folded(network);
        return LiteRtExport.bytes(folded.network(), folded.weights(), LiteRtMetadata.none());
    }

    /** Makes the ONNX file of a network for devices that run all layers in one precision. */
    public static Function<Network, byte[]> of(Precision precision) {
        return switch (precision) {
            case FP32 -> ProfilingModels::fp32;
            case INT8 -> n -> int8(n, Precision.INT8);
        };
    }

    private static byte[] fp32(Network network) {
        BatchNormFolding folded = folded(network);
        return OnnxExport.bytes(folded.network(), folded.weights(), metadata());
    }

    private static byte[] int8(Network network, Precision stem) {
        return QuantisedExport.bytes(quantised(network, stem), metadata());
    }

    /** In 8 bits, with a scale for each output channel of the weights; a stem can be in floats where there is one. */
    private static QuantisedNetwork quantised(Network network, Precision stem) {
        BatchNormFolding folded = folded(network);
        return NetworkQuantiser.quantise(
                folded,
                NominalRanges.of(folded.network()),
                WeightGranularity.PER_CHANNEL,
                FloatStem.isPossible(folded.network()) ? stem : Precision.INT8);
    }

    private static BatchNormFolding folded(Network network) {
        return BatchNormFolding.of(network, Weights.initial(network, new SplittableRandom(SEED)));
    }

    private static OnnxMetadata metadata() {
        return new OnnxMetadata(Map.of());
    }
}
