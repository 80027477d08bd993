package dev.sartor.device.onnxruntime;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.NodeTime;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.NominalRanges;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Checks that a runtime has integer kernels. A runtime without them runs 8-bit models too. But it dequantises each tensor and
 * computes in floating point, which takes more time than a model in floating point.
 */
final class IntegerKernels {
    private static final int NONE_DISCARDED = 0;
    private static final int ONE_TIMED = 1;
    private static final int CHANNELS = 16;
    private static final Shape SHAPE = new Shape(CHANNELS, 8, 8);
    private static final String INPUT = "input";
    /** The node that an integer kernel replaces together with the convolution that reads it. */
    private static final String DEQUANTISED_INPUT = INPUT + ".dequantised";

    private IntegerKernels() {}

    /** @throws UserError if the device refuses a quantised convolution, or computes it in floating point */
    static void require(NodeTimingDevice device) {
        try {
            if (!areIn(device.nodeTimes(model(), NONE_DISCARDED, ONE_TIMED).getFirst())) {
                throw missing(device, "it runs int8 models in floating point", null);
            }
        } catch (DeviceFailure e) {
            throw missing(device, e.getMessage(), e);
        }
    }

    private static UserError missing(NodeTimingDevice device, String why, DeviceFailure cause) {
        return new UserError(
                "This runtime has no integer kernels: " + why,
                "device '" + device.description().device().text() + "'",
                "use precision=fp32, or a build of ONNX Runtime with QLinearConv and the QDQ fusions",
                UserError.ExitCode.FAILED,
                cause);
    }

    /** Whether the nodes of a run of {@link #model} include no dequantised input. */
    static boolean areIn(List<NodeTime> nodes) {
        return nodes.stream().noneMatch(n -> n.nodeName().startsWith(DEQUANTISED_INPUT));
    }

    /** A single convolution in 8 bits. */
    static byte[] model() {
        int kernel = 3;
        int stride = 1;
        int groups = 1;
        boolean bias = true;
        Op convolution = new Op.Conv(CHANNELS, CHANNELS, kernel, stride, groups, bias);
        Network network = new Network(
                "integer kernels",
                List.of(
                        new Layer(0, INPUT, new Op.Input(), List.of(), SHAPE),
                        new Layer(1, "conv", convolution, List.of(0), SHAPE)),
                List.of());
        var folded = new BatchNormFolding(network, Weights.initial(network, new SplittableRandom(1)));
        return QuantisedExport.bytes(
                NetworkQuantiser.quantise(folded, NominalRanges.of(network), WeightGranularity.PER_CHANNEL),
                OnnxMetadata.none());
    }
}
