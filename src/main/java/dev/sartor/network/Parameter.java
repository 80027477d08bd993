package dev.sartor.network;

import java.util.List;
import java.util.Locale;

/**
 * One parameter tensor of a layer.
 *
 * @param name the layer's name, a dot and the role: {@code block3.expand.weight}
 * @param dims out x in/groups x k x k for the weight of a convolution, out x in for that of a linear layer, otherwise one
 *             dimension
 */
public record Parameter(String name, Role role, List<Integer> dims) {

    /** The meaning of the tensor in its layer. */
    public enum Role {
        WEIGHT,
        BIAS,
        GAMMA,
        BETA,
        MEAN,
        VARIANCE;

        private final String suffix = "." + name().toLowerCase(Locale.ROOT);
    }

    public Parameter {
        dims = List.copyOf(dims);
    }

    /** Whether training computes a gradient of it: false for the running statistics of batch norm. */
    public boolean isTrainable() {
        return role != Role.MEAN && role != Role.VARIANCE;
    }

    public int size() {
        int size = 1;
        for (int dim : dims) {
            size = Math.multiplyExact(size, dim);
        }
        return size;
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
