package dev.sartor.network.quantisation;

import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.List;

/**
 * Typical ranges of the tensors of a network with random weights, by the kind of layer. The latency of integer kernels does not
 * depend on the values, so 8-bit models that are only timed need no calibration on images.
 */
public final class NominalRanges {
    private static final float MAX = 4;
    private static final float MIN_HSWISH = -0.375f;
    private static final float MIN_SWISH = -0.2785f;

    private NominalRanges() {}

    /** A range for the output of each layer, by layer id. */
    public static List<ValueRange> of(Network network) {
        return network.layers().stream().map(l -> of(l.op())).toList();
    }

    private static ValueRange of(Op op) {
        return switch (op) {
            case Op.Activate(Op.Function function) -> of(function);
            case Op.Input _,
                    Op.Conv _,
                    Op.Linear _,
                    Op.BatchNorm _,
                    Op.Add _,
                    Op.Scale _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Dropout _ -> new ValueRange(-MAX, MAX);
        };
    }

    private static ValueRange of(Op.Function function) {
        return switch (function) {
            case RELU, RELU6 -> new ValueRange(0, MAX);
            case HSWISH -> new ValueRange(MIN_HSWISH, MAX);
            case SWISH -> new ValueRange(MIN_SWISH, MAX);
            case HARD_SIGMOID, SIGMOID -> new ValueRange(0, 1);
        };
    }
}
