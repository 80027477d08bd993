package dev.sartor.network;

import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * An architecture lowered to a graph of layers with shapes: the one form that cost, ONNX, executor, drawing and latency
 * read. Layers stand in an order in which they can run; the first is the input.
 *
 * @param segments stem, blocks and head in order, none of which overlap; of a lowered architecture every layer but the
 *                 input is in one
 * @param outputs  ids of the layers whose values are the result, in order; at least one
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
                        "Layer " + layer.name() + " has id " + layer.id() + " at place " + i);
            }
            if (!names.add(layer.name())) {
                throw new IllegalArgumentException("Two layers are named " + layer.name());
            }
            if (i == 0 != layer.op() instanceof Op.Input) {
                throw new IllegalArgumentException("Just the first layer is the input, not " + layer.name());
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

    /** A network whose only output is its last layer's. */
    public Network(String name, List<Layer> layers, List<Segment> segments) {
        this(name, layers, segments, List.of(layers.size() - 1));
    }

    private static void checkReads(List<Layer> layers, Segment segment) {
        for (Layer layer : layers.subList(segment.from(), segment.to())) {
            for (int input : layer.inputs()) {
                if (input < segment.from() && !segment.reads(input)) {
                    throw new IllegalArgumentException("Layer " + layer.name() + " reads layer " + input
                            + ", which is no input of its segment " + segment.key());
                }
            }
        }
    }

    public Shape input() {
        return layers.getFirst().output();
    }

    /**
     * The layer whose value is the result of a network with one output.
     *
     * @throws IllegalStateException if there are several
     */
    public Layer outputLayer() {
        if (outputs.size() > 1) {
            throw new IllegalStateException(
                    "Network " + name + " has " + outputs.size() + " outputs, and one is wanted");
        }
        return layers.get(outputs.getFirst());
    }

    /** The shape of the only output; as {@link #outputLayer}. */
    public Shape output() {
        return outputLayer().output();
    }

    public Layer layer(int id) {
        return layers.get(id);
    }

    /** The shape of a layer's first input. */
    public Shape inputOf(Layer layer) {
        return layers.get(layer.inputs().getFirst()).output();
    }

    /** Bytes of activations that one layer reads and writes for one image in a number format: its own share of the peak. */
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

    public long macs() {
        return layers.stream().mapToLong(Layer::macs).sum();
    }

    public long params() {
        return layers.stream().mapToLong(Layer::params).sum();
    }

    /** All weight tensors, in the order of layers. */
    public List<Parameter> parameters() {
        return layers.stream().flatMap(l -> l.parameters().stream()).toList();
    }

    /** One segment as a network of its own, its input the shape the segment reads. Not for a segment without layers. */
    public Network cut(Segment segment) {
        return cut(List.of(segment));
    }

    /**
     * Segments that follow each other as a network of their own, named after the first one's key. It reads what the first
     * of them reads, and its output is that of the last.
     *
     * @throws IllegalArgumentException if they have no layers, or read more than one layer before them
     */
    public Network cut(List<Segment> run) {
        Segment first = run.getFirst();
        int to = run.getLast().to();
        if (first.from() == to) {
            throw new IllegalArgumentException("Segment " + first.key() + " has no layers to cut out");
        }
        if (first.inputs().size() != 1) {
            throw new IllegalArgumentException("Segment " + first.key() + " reads "
                    + first.inputs().size() + " layers, and a network has one input");
        }
        int shift = first.from() - 1;
        int input = first.inputs().getFirst().layer();
        IntUnaryOperator place = id -> {
            if (id <= shift && id != input) {
                throw new IllegalArgumentException("Segments from " + first.key() + " on read layer " + id + " too");
            }
            return Math.max(0, id - shift);
        };
        List<Layer> cut = new ArrayList<>();
        cut.add(new Layer(0, "input", new Op.Input(), List.of(), first.input()));
        for (Layer l : layers.subList(first.from(), to)) {
            cut.add(new Layer(
                    l.id() - shift,
                    l.name(),
                    l.op(),
                    l.inputs().stream().map(place::applyAsInt).toList(),
                    l.output()));
        }
        return new Network(
                first.key(),
                cut,
                run.stream()
                        .map(s -> s.moved(s.from() - shift, s.to() - shift, place))
                        .toList());
    }
}
