package dev.sartor.network;

import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An architecture lowered to a graph of layers with shapes: the one form that cost, ONNX, executor, drawing and latency
 * read. Layers stand in an order in which they can run; the first is the input, the last the output.
 *
 * @param segments stem, blocks and head in order; every layer but the input is in just one
 */
public record Network(String name, List<Layer> layers, List<Segment> segments) {
    public Network {
        layers = List.copyOf(layers);
        segments = List.copyOf(segments);
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
    }

    public Shape input() {
        return layers.getFirst().output();
    }

    public Shape output() {
        return layers.getLast().output();
    }

    public Layer layer(int id) {
        return layers.get(id);
    }

    /** The shape of a layer's first input. */
    public Shape inputOf(Layer layer) {
        return layers.get(layer.inputs().getFirst()).output();
    }

    /** Bytes of single-precision activations that one layer reads and writes for one image: its own share of the peak. */
    public long activationBytes(Layer layer) {
        long read = layer.inputs().stream()
                .distinct()
                .mapToLong(i -> layers.get(i).output().size())
                .sum();
        return (read + layer.output().size()) * PeakMemory.BYTES_PER_VALUE;
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
        if (segment.from() == segment.to()) {
            throw new IllegalArgumentException("Segment " + segment.key() + " has no layers to cut out");
        }
        int shift = segment.from() - 1;
        List<Layer> cut = new ArrayList<>();
        cut.add(new Layer(0, "input", new Op.Input(), List.of(), segment.input()));
        for (Layer l : layers.subList(segment.from(), segment.to())) {
            // whatever lies before the segment is its input
            List<Integer> inputs =
                    l.inputs().stream().map(i -> Math.max(0, i - shift)).toList();
            cut.add(new Layer(l.id() - shift, l.name(), l.op(), inputs, l.output()));
        }
        return new Network(
                segment.key(),
                cut,
                List.of(new Segment(segment.text(), 1, cut.size(), segment.input(), segment.output())));
    }
}
