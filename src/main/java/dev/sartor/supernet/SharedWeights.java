package dev.sartor.supernet;

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
 * One set of tensors for all networks of a space. Every trainable tensor of a network is a {@link WeightSlice} of a shared one, as
 * {@link SharedTensorNames} says which, so that what one network learns others know.
 */
public final class SharedWeights {
    private final SearchSpace space;
    private final Map<String, TensorShape> extents;
    private final Map<String, float[]> tensors;

    private SharedWeights(SearchSpace space, Map<String, TensorShape> extents, Map<String, float[]> tensors) {
        this.space = space;
        this.extents = extents;
        this.tensors = tensors;
    }

    /** A layer of some network at a site that has the shared tensor, and what all such layers need together. */
    private record Seen(Op op, Parameter parameter, TensorShape extent) {
        Seen join(Seen other) {
            Seen larger = other.parameter.size() > parameter.size() ? other : this;
            return new Seen(larger.op, larger.parameter, extent.union(other.extent));
        }
    }

    /** Fresh weights, drawn as {@link Weights#initial} draws those of the largest layer of each kind. */
    public static SharedWeights initial(SearchSpace space, RandomGenerator random) {
        Map<String, TensorShape> extents = new LinkedHashMap<>();
        Map<String, float[]> tensors = new LinkedHashMap<>();
        seen(space).forEach((name, seen) -> {
            TensorShape e = seen.extent();
            extents.put(name, e);
            var all = new Parameter(name, seen.parameter().role(), List.of(e.out(), e.in(), e.kernel(), e.kernel()));
            tensors.put(name, Weights.initial(seen.op(), all, random));
        });
        return new SharedWeights(space, extents, tensors);
    }

    private static Map<String, Seen> seen(SearchSpace space) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        SegmentPositions.unitsByPosition(space).forEach((site, units) -> units.forEach(unit -> see(site, unit, seen)));
        return seen;
    }

    private static void see(String site, Unit unit, Map<String, Seen> seen) {
        var shared = new SharedTensorNames(site, unit.network(), unit.segment());
        for (Layer layer : unit.network().layers()) {
            for (Parameter p : layer.parameters()) {
                if (p.trainable()) {
                    seen.merge(
                            shared.tensor(layer, p.role()),
                            new Seen(layer.op(), p, TensorShape.of(p.dims())),
                            Seen::join);
                }
            }
        }
    }

    public SearchSpace space() {
        return space;
    }

    /** The space's name and a digest of what its tensors are. */
    String identity() {
        return space.name() + " " + Integer.toHexString(extents.toString().hashCode());
    }

    /** All tensors by name; the arrays are trained in place. */
    Map<String, float[]> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The network of a genome, and where its weights are. */
    SubNetwork sub(Genome genome) {
        Network network = Lowering.lower(space.decode(genome));
        List<String> sites = SegmentPositions.positions(space, genome);
        Map<String, WeightSlice> slices = new LinkedHashMap<>();
        for (int i = 0; i < sites.size(); i++) {
            Segment segment = network.segments().get(i);
            var shared = new SharedTensorNames(sites.get(i), network, segment);
            for (Layer layer : network.layers().subList(segment.from(), segment.to())) {
                for (Parameter p : layer.parameters()) {
                    if (p.trainable()) {
                        String tensor = shared.tensor(layer, p.role());
                        slices.put(p.name(), new WeightSlice(tensor, extents.get(tensor), TensorShape.of(p.dims())));
                    }
                }
            }
        }
        return new SubNetwork(network, slices);
    }

    /** A copy of a network's weights as they are now; its running moments are fresh. */
    Weights read(SubNetwork sub) {
        return sub.read(tensors);
    }
}
