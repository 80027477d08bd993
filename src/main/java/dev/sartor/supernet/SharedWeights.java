package dev.sartor.supernet;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SegmentPositions;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A supernet: one set of weights for all networks of a search space. Every trainable tensor of a network is a {@link WeightSlice} of a
 * shared one, whose name {@link SharedTensorNames} gives, so that training one network trains others too.
 */
public final class SharedWeights {
    private final SearchSpace space;
    /** By name of the shared tensor. */
    private final Map<String, TensorShape> shapes;

    private final Map<String, float[]> tensors;

    private SharedWeights(SearchSpace space, Map<String, TensorShape> shapes, Map<String, float[]> tensors) {
        this.space = space;
        this.shapes = shapes;
        this.tensors = tensors;
    }

    /** The largest parameter that uses a shared tensor, with its operation, and the shape that contains all such parameters. */
    private record SharedParameter(Op op, Parameter parameter, TensorShape shape) {
        SharedParameter join(SharedParameter other) {
            SharedParameter larger = other.parameter.size() > parameter.size() ? other : this;
            return new SharedParameter(larger.op, larger.parameter, shape.union(other.shape));
        }
    }

    /** Random weights: each tensor as {@link Weights#initial} draws it for the largest layer that uses it. */
    public static SharedWeights initial(SearchSpace space, RandomGenerator random) {
        Map<String, TensorShape> shapes = new LinkedHashMap<>();
        Map<String, float[]> tensors = new LinkedHashMap<>();
        parameters(space).forEach((name, shared) -> {
            TensorShape shape = shared.shape();
            shapes.put(name, shape);
            var whole = new Parameter(
                    name, shared.parameter().role(), List.of(shape.out(), shape.in(), shape.kernel(), shape.kernel()));
            tensors.put(name, Weights.initial(shared.op(), whole, random));
        });
        return new SharedWeights(space, shapes, tensors);
    }

    /** The shared tensors by name. */
    private static Map<String, SharedParameter> parameters(SearchSpace space) {
        Map<String, SharedParameter> parametersByTensor = new LinkedHashMap<>();
        SegmentPositions.unitsByPosition(space)
                .forEach((positionName, units) ->
                        units.forEach(unit -> collect(positionName, unit, parametersByTensor)));
        return parametersByTensor;
    }

    private static void collect(String positionName, Unit unit, Map<String, SharedParameter> parametersByTensor) {
        var shared = new SharedTensorNames(positionName, unit.network(), unit.segment());
        for (Layer layer : unit.network().layers()) {
            for (Parameter p : layer.parameters()) {
                if (p.isTrainable()) {
                    parametersByTensor.merge(
                            shared.tensor(layer, p.role()),
                            new SharedParameter(layer.op(), p, TensorShape.of(p.dims())),
                            SharedParameter::join);
                }
            }
        }
    }

    public SearchSpace space() {
        return space;
    }

    /** The name of the space and a hash of its tensors' names and shapes; part of checkpoints. */
    String identity() {
        return space.name() + " " + Integer.toHexString(shapes.toString().hashCode());
    }

    /** All tensors by name; the arrays are trained in place. */
    Map<String, float[]> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The network of a genome, and which slices of the shared tensors it uses. */
    SubNetwork subnet(Genome genome) {
        return subnet(genome, space.decode(genome));
    }

    /** The same for images of half the width and height, rounded up; the weights are the same. */
    SubNetwork subnetOfHalfSize(Genome genome) {
        Architecture architecture = space.decode(genome);
        Shape input = architecture.input();
        return subnet(
                genome,
                architecture.withInput(
                        new Shape(input.channels(), Math.ceilDiv(input.height(), 2), Math.ceilDiv(input.width(), 2))));
    }

    private SubNetwork subnet(Genome genome, Architecture architecture) {
        Network network = Lowering.lower(architecture);
        List<String> positions = SegmentPositions.positions(space, genome);
        Map<String, WeightSlice> slices = new LinkedHashMap<>();
        for (int i = 0; i < positions.size(); i++) {
            Segment segment = network.segments().get(i);
            var shared = new SharedTensorNames(positions.get(i), network, segment);
            for (Layer layer : network.layers().subList(segment.from(), segment.to())) {
                for (Parameter p : layer.parameters()) {
                    if (p.isTrainable()) {
                        String tensor = shared.tensor(layer, p.role());
                        slices.put(p.name(), new WeightSlice(tensor, shapes.get(tensor), TensorShape.of(p.dims())));
                    }
                }
            }
        }
        return new SubNetwork(network, slices);
    }

    /** A copy of a network's current weights; the running statistics of batch norm are initial ones. */
    Weights copyWeights(SubNetwork subnet) {
        return subnet.copyWeights(tensors);
    }
}
