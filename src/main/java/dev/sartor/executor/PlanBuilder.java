package dev.sartor.executor;

import dev.sartor.executor.kernel.Curve;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles a network to nodes and values. A batch norm and a curve that alone read a layer become the transform of that
 * layer's value.
 */
final class PlanBuilder {
    private final Network network;
    private final int capacity;
    private final Kernels kernels;
    private final List<Integer> readers;
    private final Map<Integer, Value> values = new HashMap<>();
    private final List<Value> made = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    /** For each layer to be a node, the layers whose values it reads; gradients need them before the nodes exist. */
    private final List<Group> groups = new ArrayList<>();

    /** A layer with the batch norm and the curve that join it. */
    private record Group(Layer layer, Optional<Layer> norm, Optional<Layer> curve) {
        int last() {
            return curve.or(() -> norm).orElse(layer).id();
        }
    }

    PlanBuilder(Network network, int capacity, Kernels kernels) {
        this.network = network;
        this.capacity = capacity;
        this.kernels = kernels;
        readers = new ArrayList<>(Collections.nCopies(network.layers().size(), 0));
        network.layers().forEach(l -> l.inputs().forEach(i -> readers.set(i, readers.get(i) + 1)));
    }

    /** The nodes in order. */
    List<Node> nodes() {
        return nodes;
    }

    /** The values in order; the first is the input. */
    List<Value> values() {
        return made;
    }

    PlanBuilder build() {
        int id = 1;
        while (id < network.layers().size()) {
            Group group = group(network.layer(id));
            groups.add(group);
            id = group.last() + 1;
        }
        Map<Integer, Group> firstToWrite = new HashMap<>();
        groups.forEach(g -> g.layer().inputs().forEach(i -> firstToWrite.put(i, g)));
        add(network.layer(0).id(), network.layer(0), new PlainTransform(network.input().channels(), Curve.LINEAR));
        for (Group group : groups) {
            List<Edge> edges = edges(group, firstToWrite);
            Value output = add(group.last(), group.layer(), transform(group));
            nodes.add(node(group.layer(), edges, output));
        }
        return this;
    }

    private Value add(int id, Layer layer, Transform transform) {
        var value = new Value(layer.output(), transform, capacity, kernels);
        values.put(id, value);
        made.add(value);
        return value;
    }

    /** The gradient of a value is first written by the last of its readers; a reader that reads twice adds. */
    private List<Edge> edges(Group group, Map<Integer, Group> firstToWrite) {
        List<Edge> edges = new ArrayList<>();
        List<Integer> inputs = group.layer().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            int id = inputs.get(i);
            boolean first = firstToWrite.get(id) == group && inputs.indexOf(id) == i;
            edges.add(new Edge(values.get(id), id == 0 ? Edge.Flow.NONE : first ? Edge.Flow.STORE : Edge.Flow.ADD));
        }
        return edges;
    }

    /** Takes the next layer into the group if it alone reads the one before and is of the right kind. */
    private Group group(Layer layer) {
        if (biased(layer)) {
            return new Group(layer, Optional.empty(), next(layer, Op.Activate.class));
        }
        if (layer.op() instanceof Op.Activate) {
            return new Group(layer, Optional.empty(), Optional.empty());
        }
        Optional<Layer> norm = layer.op() instanceof Op.BatchNorm ? Optional.empty() : next(layer, Op.BatchNorm.class);
        return new Group(layer, norm, next(norm.orElse(layer), Op.Activate.class));
    }

    private static boolean biased(Layer layer) {
        return layer.op() instanceof Op.Linear || layer.op() instanceof Op.Conv c && c.bias();
    }

    private Optional<Layer> next(Layer layer, Class<? extends Op> kind) {
        int id = layer.id() + 1;
        return id < network.layers().size() && readers.get(layer.id()) == 1 && kind.isInstance(network.layer(id).op())
                && network.layer(id).inputs().equals(List.of(layer.id())) ? Optional.of(network.layer(id)) : Optional.empty();
    }

    private static Transform transform(Group group) {
        Layer layer = group.layer();
        Curve curve = layer.op() instanceof Op.Activate a ? Curve.of(a.function())
                : group.curve().map(l -> Curve.of(((Op.Activate) l.op()).function())).orElse(Curve.LINEAR);
        if (biased(layer)) {
            return new BiasTransform(layer.output().channels(), Parameter.name(layer.name(), Parameter.Role.BIAS), curve);
        }
        if (layer.op() instanceof Op.BatchNorm) {
            return new BatchNormTransform(layer, curve);
        }
        return group.norm().<Transform>map(l -> new BatchNormTransform(l, curve))
                .orElseGet(() -> new PlainTransform(layer.output().channels(), curve));
    }

    private Node node(Layer layer, List<Edge> in, Value out) {
        Edge first = in.getFirst();
        return switch (layer.op()) {
            case Op.Input _ -> throw new IllegalArgumentException("A second input, " + layer.name());
            case Op.Conv c when c.depthwise() -> new DepthwiseConv(layer, c, first, out, kernels);
            case Op.Conv c when c.kernel() == 1 && c.stride() == 1 ->
                    new PointwiseConv(layer, GroupSlice.of(c, false, kernels), first, out, kernels);
            case Op.Conv c -> new PatchConv(layer, c, first, out, kernels);
            case Op.Linear l -> new PointwiseConv(layer,
                    GroupSlice.of(new Op.Conv(l.in(), l.out(), 1, 1, 1, true), false, kernels), first, out, kernels);
            case Op.BatchNorm _, Op.Activate _, Op.Add _ -> new Sum(in, out, kernels);
            case Op.Scale _ -> new Gate(first, in.get(1), out, kernels);
            case Op.Concat _ -> ChannelMap.concat(in, out, kernels);
            case Op.Shuffle s -> ChannelMap.shuffle(s.groups(), first, out, kernels);
            case Op.AveragePool p -> new WindowPool(p, first, out, kernels);
            case Op.GlobalAveragePool _ -> new GlobalPool(first, out, kernels);
            case Op.Dropout d -> new Drop(d.rate(), first, out, capacity, kernels);
        };
    }
}
