package dev.sartor.network;

import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * A graph of layers with shapes, made from an architecture by {@link Lowering}. Costs, ONNX export, training, drawings and latency
 * tables are all derived from it.
 *
 * @param layers   in topological order; the first is the input
 * @param segments stem, blocks and head in order, without overlap; in a lowered architecture every layer except the input
 *                 belongs to one
 * @param outputs  ids of the layers whose tensors are the result, in order; at least one
 */
public record Network(String name, List<Layer> layers, List<Segment> segments, List<Integer> outputs) {
    public Network {
        layers = List.copyOf(layers);
        segments = List.copyOf(segments);
        outputs = List.copyOf(outputs);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer.id() != i) {
                throw new IllegalArgumentException(
                        "Layer " + layer.name() + " has id " + layer.id() + " at index " + i);
            }
            if (!names.add(layer.name())) {
                throw new IllegalArgumentException("Two layers are named " + layer.name());
            }
            if (i == 0 != layer.op() instanceof Op.Input) {
                throw new IllegalArgumentException("Only the first layer is the input, not " + layer.name());
            }
        }
        int count = layers.size();
        if (outputs.isEmpty() || outputs.stream().anyMatch(o -> o < 0 || o >= count)) {
            throw new IllegalArgumentException(
                    "Network " + name + " of " + count + " layers has the outputs " + outputs);
        }
        for (Segment segment : segments) {
            checkReads(layers, segment);
        }
    }

    /** A network whose only output is its last layer. */
    public Network(String name, List<Layer> layers, List<Segment> segments) {
        this(name, layers, segments, List.of(layers.size() - 1));
    }

    /** Checks that a segment reads no layers outside except its inputs. */
    private static void checkReads(List<Layer> layers, Segment segment) {
        for (Layer layer : layers.subList(segment.from(), segment.to())) {
            for (int input : layer.inputs()) {
                if (input < segment.from() && !segment.reads(input)) {
                    throw new IllegalArgumentException("Layer " + layer.name() + " reads layer " + input
                            + ", which is not an input of its segment " + segment.key());
                }
            }
        }
    }

    public Shape input() {
        return layers.getFirst().output();
    }

    /**
     * The output layer of a network with one output.
     *
     * @throws IllegalStateException if there are several outputs
     */
    public Layer outputLayer() {
        if (outputs.size() > 1) {
            throw new IllegalStateException("Network " + name + " has " + outputs.size() + " outputs instead of one");
        }
        return layers.get(outputs.getFirst());
    }

    /** The shape of {@link #outputLayer}. */
    public Shape output() {
        return outputLayer().output();
    }

    public Layer layer(int id) {
        return layers.get(id);
    }

    /** The shape of a layer's first input. */
    public Shape inputShape(Layer layer) {
        return layers.get(layer.inputs().getFirst()).output();
    }

    /** Bytes of the activations that one layer reads and writes for one image, in a number format. */
    public long activationBytes(Layer layer, Precision precision) {
        long read = layer.inputs().stream()
                .distinct()
                .mapToLong(i -> layers.get(i).output().size())
                .sum();
        return precision.bytes(read + layer.output().size());
    }

    /** Bytes of the parameters in a number format. */
    public long paramBytes(Precision precision) {
        return precision.bytes(params());
    }

    /**
     * The bytes of the weights in a file or in flash memory: in fp32, four for each parameter; in int8, one for each weight of a
     * convolution or linear layer, and a 32-bit bias and a scale for each of their output channels.
     */
    public long weightBytes(Precision precision) {
        return switch (precision) {
            case FP32 -> precision.bytes(params());
            case INT8 -> layers.stream().mapToLong(Network::int8Bytes).sum();
        };
    }

    private static long int8Bytes(Layer layer) {
        return switch (layer.op()) {
            case Op.Conv c -> Precision.INT8.bytes(c.weights()) + (long) c.out() * (Integer.BYTES + Float.BYTES);
            case Op.Linear l ->
                Precision.INT8.bytes((long) l.in() * l.out()) + (long) l.out() * (Integer.BYTES + Float.BYTES);
            // batch norm is folded into the layer before it
            case Op.BatchNorm _,
                    Op.Input _,
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

    /** Multiply-accumulate operations for one image. */
    public long macs() {
        return layers.stream().mapToLong(Layer::macs).sum();
    }

    /** Trainable parameters. */
    public long params() {
        return layers.stream().mapToLong(Layer::params).sum();
    }

    /** All parameter tensors, in the order of layers. */
    public List<Parameter> parameters() {
        return layers.stream().flatMap(l -> l.parameters().stream()).toList();
    }

    /** One segment, which has layers, as a separate network with the input shape of the segment. */
    public Network extract(Segment segment) {
        return extract(List.of(segment));
    }

    /**
     * Consecutive segments as a separate network, named after the key of the first segment. Its input is that of the first
     * segment and its output that of the last.
     *
     * @throws IllegalArgumentException if the segments have no layers, or read more than one earlier layer
     */
    public Network extract(List<Segment> consecutive) {
        Segment first = consecutive.getFirst();
        int to = consecutive.getLast().to();
        if (first.from() == to) {
            throw new IllegalArgumentException("Segment " + first.key() + " has no layers");
        }
        if (first.inputs().size() != 1) {
            throw new IllegalArgumentException("Segment " + first.key() + " reads "
                    + first.inputs().size() + " layers, and a network has one input");
        }
        int shift = first.from() - 1;
        int input = first.inputs().getFirst().layer();
        // the input gets id 0, the first layer of the segments id 1
        IntUnaryOperator newId = id -> {
            if (id <= shift && id != input) {
                throw new IllegalArgumentException("Segments from " + first.key() + " on read layer " + id + " too");
            }
            return Math.max(0, id - shift);
        };
        List<Layer> extracted = new ArrayList<>();
        extracted.add(new Layer(0, "input", new Op.Input(), List.of(), first.input()));
        for (Layer l : layers.subList(first.from(), to)) {
            extracted.add(new Layer(
                    l.id() - shift,
                    l.name(),
                    l.op(),
                    l.inputs().stream().map(newId::applyAsInt).toList(),
                    l.output()));
        }
        return new Network(
                first.key(),
                extracted,
                consecutive.stream()
                        .map(s -> s.relocate(s.from() - shift, s.to() - shift, newId))
                        .toList());
    }
}
