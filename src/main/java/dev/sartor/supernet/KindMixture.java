package dev.sartor.supernet;

import dev.sartor.arch.BlockKind;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Builder of a network that has, at each position, blocks of all kinds in parallel and the mean of their outputs, as in the warm-up of
 * TuNAS (arXiv 2008.06120). Each block is the widest of its kind. Training the mixture trains all kinds on one input, so that
 * later layers learn to read the output of any kind.
 */
final class KindMixture {
    /** Kernel size and stride of the convolution that computes a mean. */
    private static final int KERNEL = 3;

    private static final int STRIDE = 1;
    private static final boolean BIAS = false;

    private final List<SubNetwork> networks;
    private final List<Layer> layers = new ArrayList<>();
    /** The shared weights of the trained parameters, by parameter name. */
    private final Map<String, WeightSlice> slices = new LinkedHashMap<>();
    /** Weights by parameter name that are not trained. */
    private final Map<String, float[]> fixed = new LinkedHashMap<>();

    private KindMixture(List<SubNetwork> networks) {
        this.networks = networks;
    }

    /** The mixture for a space, whose largest network is given; if no position has several kinds, it is that network. */
    static SubNetwork of(SharedWeights shared, Genome largest) {
        return of(widestVariants(shared.space(), largest).stream()
                .map(shared::subnet)
                .toList());
    }

    /** The mixture of networks that have equally many segments with equal shapes. */
    static SubNetwork of(List<SubNetwork> networks) {
        return new KindMixture(networks).mixture();
    }

    /** Variants of the largest network that together have, at each position, the widest block of each kind. */
    static List<Genome> widestVariants(SearchSpace space, Genome largest) {
        ToLongFunction<Genome> macs =
                genome -> Lowering.lower(space.decode(space.canonical(genome))).macs();
        int count = space.genes().stream()
                .mapToInt(gene -> kinds(gene).size())
                .max()
                .orElse(0);
        List<Genome> variants = new ArrayList<>();
        for (int variant = 0; variant < Math.max(1, count); variant++) {
            int[] choices = largest.toArray();
            for (int g = 0; g < choices.length; g++) {
                List<BlockKind> kinds = kinds(space.genes().get(g));
                if (kinds.size() > 1) {
                    choices[g] = widest(space.genes().get(g), g, kinds.get(variant % kinds.size()), largest, macs);
                }
            }
            variants.add(space.canonical(Genome.of(choices)));
        }
        return variants;
    }

    /** The choice of a kind with the most MACs, in the largest network. */
    private static int widest(Gene gene, int index, BlockKind kind, Genome largest, ToLongFunction<Genome> macs) {
        return IntStream.range(0, gene.size())
                .filter(choice -> gene.kinds().get(choice) == kind)
                .boxed()
                .max(Comparator.comparingLong(choice -> macs.applyAsLong(largest.with(index, choice))))
                .orElseThrow();
    }

    /** The kinds of a block gene's choices; none for other genes. */
    private static List<BlockKind> kinds(Gene gene) {
        return gene.role() == Gene.Role.BLOCK ? gene.kinds().stream().distinct().toList() : List.of();
    }

    private SubNetwork mixture() {
        Network first = networks.getFirst().network();
        layers.add(first.layer(0));
        int output = first.layer(0).id();
        for (int s = 0; s < first.segments().size(); s++) {
            output = appendPosition(s, output);
        }
        return new SubNetwork(new Network("mixture", layers, List.of(), List.of(output)), slices, fixed);
    }

    /** Appends the different segments at one position, which read the same layer, and their mean; returns its id. */
    private int appendPosition(int segment, int input) {
        Map<String, SubNetwork> branches = new LinkedHashMap<>();
        networks.forEach(
                n -> branches.putIfAbsent(n.network().segments().get(segment).key(), n));
        List<Integer> outputs = new ArrayList<>();
        for (SubNetwork branch : branches.values()) {
            outputs.add(append(branch, segment, input, "branch" + outputs.size() + "."));
        }
        return outputs.size() == 1 ? outputs.getFirst() : mean("mean" + segment, outputs);
    }

    /** Appends the layers of one segment, which read layer {@code input}; returns the id of the last. */
    private int append(SubNetwork branch, int index, int input, String prefix) {
        Segment segment = branch.network().segments().get(index);
        Map<Integer, Integer> ids =
                new HashMap<>(Map.of(segment.inputs().getFirst().layer(), input));
        int output = input;
        for (Layer layer : branch.network().layers().subList(segment.from(), segment.to())) {
            String name = prefix + layer.name();
            output = add(name, layer.op(), layer.inputs().stream().map(ids::get).toList(), layer);
            ids.put(layer.id(), output);
            for (Parameter p : layer.parameters()) {
                if (p.isTrainable()) {
                    slices.put(Parameter.name(name, p.role()), branch.slices().get(p.name()));
                }
            }
        }
        return output;
    }

    /**
     * Appends the mean of layers; returns its id. It is their sum, and a depthwise convolution with fixed weights that divides by
     * their number: only the centre of each kernel is not 0.
     */
    private int mean(String name, List<Integer> ids) {
        Layer first = layers.get(ids.getFirst());
        int sum = first.id();
        for (int i = 1; i < ids.size(); i++) {
            sum = add(name + ".sum" + i, new Op.Add(), List.of(sum, ids.get(i)), first);
        }
        int channels = first.output().channels();
        int mean = add(name, new Op.Conv(channels, channels, KERNEL, STRIDE, channels, BIAS), List.of(sum), first);
        float[] weights = new float[channels * KERNEL * KERNEL];
        for (int c = 0; c < channels; c++) {
            weights[c * KERNEL * KERNEL + KERNEL * KERNEL / 2] = 1f / ids.size();
        }
        fixed.put(Parameter.name(name, Parameter.Role.WEIGHT), weights);
        return mean;
    }

    /** Adds a layer with the output shape of another; returns its id. */
    private int add(String name, Op op, List<Integer> inputs, Layer sameShape) {
        layers.add(new Layer(layers.size(), name, op, inputs, sameShape.output()));
        return layers.size() - 1;
    }
}
