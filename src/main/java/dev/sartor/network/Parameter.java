package dev.sartor.network;

import dev.sartor.base.UserError;
import java.util.List;
import java.util.Locale;

/**
 * One parameter tensor of a layer.
 *
 * @param name the layer's name, a dot and the role: {@code block3.expand.weight}
 * @param dims dimensions: [output][input of its group][kernel][kernel] for the weight of a convolution, [output][input] for that of
 *             a linear layer, otherwise [channel]
 */
public record Parameter(String name, Role role, List<Integer> dims) {
    /** Maximum number of values in an array: 2 GiB in 32 bits, the limit of ONNX files and byte buffers too. */
    private static final long MAX_ARRAY = 1 << 29;

    /** The meaning of the tensor in its layer. */
    public enum Role {
        WEIGHT,
        BIAS,
        /** The scale of batch norm. */
        GAMMA,
        /** The shift of batch norm. */
        BETA,
        /** The running mean of batch norm. */
        MEAN,
        /** The running variance of batch norm. */
        VARIANCE;

        private final String suffix = "." + name().toLowerCase(Locale.ROOT);
    }

    public Parameter {
        dims = List.copyOf(dims);
    }

    /** Whether training computes its gradient: false for the running statistics of batch norm. */
    public boolean isTrainable() {
        return role != Role.MEAN && role != Role.VARIANCE;
    }

    /** The number of values, which can be too many for one array. */
    public long size() {
        long size = 1;
        for (int dim : dims) {
            size = Math.multiplyExact(size, dim);
        }
        return size;
    }

    /**
     * The number of values of a tensor that is stored in an array.
     *
     * @throws UserError if it is too large for an array
     */
    public int arraySize() {
        if (size() > MAX_ARRAY) {
            throw new UserError(
                    "a tensor of " + size() + " weights, more than " + MAX_ARRAY,
                    "layer " + name,
                    "choose fewer channels or a smaller kernel there",
                    UserError.ExitCode.FAILED);
        }
        return (int) size();
    }

    /** The name of the tensor with this role in a layer. */
    public static String name(String layer, Role role) {
        return layer + role.suffix;
    }

    static List<Parameter> of(Layer layer) {
        return switch (layer.op()) {
            case Op.Conv c when c.bias() -> List.of(conv(layer, c), of(layer, Role.BIAS, c.out()));
            case Op.Conv c -> List.of(conv(layer, c));
            case Op.Linear l -> List.of(of(layer, Role.WEIGHT, l.out(), l.in()), of(layer, Role.BIAS, l.out()));
            case Op.BatchNorm b ->
                List.of(
                        of(layer, Role.GAMMA, b.channels()),
                        of(layer, Role.BETA, b.channels()),
                        of(layer, Role.MEAN, b.channels()),
                        of(layer, Role.VARIANCE, b.channels()));
            case Op.Input _,
                    Op.Activate _,
                    Op.Add _,
                    Op.Scale _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Dropout _ -> List.of();
        };
    }

    private static Parameter conv(Layer layer, Op.Conv c) {
        return of(layer, Role.WEIGHT, c.out(), c.in() / c.groups(), c.kernel(), c.kernel());
    }

    private static Parameter of(Layer layer, Role role, Integer... dims) {
        return new Parameter(name(layer.name(), role), role, List.of(dims));
    }
}
