package dev.sartor.network;

import dev.sartor.arch.Shape;
import java.util.List;

/**
 * One operation of a network.
 *
 * @param id     index in {@link Network#layers}; the layers that it reads have smaller ids
 * @param name   unique in the network, such as {@code block3.expand}
 * @param inputs ids of the layers that it reads, in order
 * @param output shape of its output
 */
public record Layer(int id, String name, Op op, List<Integer> inputs, Shape output) {
    public Layer {
        inputs = List.copyOf(inputs);
        for (int input : inputs) {
            if (input < 0 || input >= id) {
                throw new IllegalArgumentException("Layer " + name + " (" + id + ") reads layer " + input);
            }
        }
    }

    /** The kind in tables of costs: {@code conv-1x1}, {@code conv-dw-3x3}, {@code conv-3x3}, {@code linear} … */
    public String kind() {
        return switch (op) {
            case Op.Input _ -> "input";
            case Op.Conv c ->
                "conv-" + (c.depthwise() ? "dw-" : c.groups() > 1 ? "g" + c.groups() + "-" : "") + c.kernel() + "x"
                        + c.kernel();
            case Op.BatchNorm _ -> "batch-norm";
            case Op.Activate a ->
                a.function().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            case Op.Add _ -> "add";
            case Op.Scale _ -> "scale";
            case Op.Concat _ -> "concat";
            case Op.Shuffle _ -> "channel-shuffle";
            case Op.AveragePool _ -> "average-pool";
            case Op.MaxPool _ -> "max-pool";
            case Op.GlobalAveragePool _ -> "global-average-pool";
            case Op.Linear _ -> "linear";
            case Op.Dropout _ -> "dropout";
        };
    }

    /** Multiply-accumulate operations of convolutions and linear layers, for one image; 0 for other layers. */
    public long macs() {
        return saturatedProduct(weights(), (long) output.height() * output.width());
    }

    /** The product, or the largest long if that is too large. */
    private static long saturatedProduct(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    /** Weights without biases and batch norm; MobileNetV1's Table 2 counts these as parameters. */
    public long weights() {
        return switch (op) {
            case Op.Conv c -> c.weights();
            case Op.Linear l -> (long) l.in() * l.out();
            case Op.Input _,
                    Op.BatchNorm _,
                    Op.Activate _,
                    Op.Add _,
                    Op.Scale _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Dropout _ -> 0;
        };
    }

    /** Trainable parameters: weights, biases, and gamma and beta of batch norm, but not its running statistics. */
    public long params() {
        return parameters().stream()
                .filter(Parameter::isTrainable)
                .mapToLong(Parameter::size)
                .sum();
    }

    /** The tensors that belong to this layer. */
    public List<Parameter> parameters() {
        return Parameter.of(this);
    }
}
