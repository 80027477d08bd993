package dev.sartor.accuracy.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import dev.sartor.space.file.SpaceFile;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SynFlowTest {

    /** A network of small-28 with other blocks, on small images. */
    private static Network network(int side, String... blocks) {
        var space = SpaceFile.find("small-28");
        Architecture any = space.decode(space.sample(new SplittableRandom(1)));
        List<Block> own = Arrays.stream(blocks).map(BlockStrings::parse).toList();
        return Lowering.lower(new Architecture("own", new Shape(1, side, side), any.stem(), own, any.head()));
    }

    private static double score(Network network, Weights weights) {
        try (Executor executor = new Executor(1)) {
            return SynFlow.of(executor, network, weights);
        }
    }

    private static Weights weights(Network network) {
        return Weights.initial(network, new SplittableRandom(3));
    }

    /**
     * The flow R of SynFlow by its definition, in double precision: the sum of the products of |w| along every path from an
     * image of ones to an output.
     */
    private static double slowFlow(Network skeleton, Weights weights) {
        double[][] values = new double[skeleton.layers().size()][];
        for (var layer : skeleton.layers()) {
            values[layer.id()] = new double[Math.toIntExact(layer.output().size())];
            switch (layer.op()) {
                case Op.Input _ -> Arrays.fill(values[0], 1);
                case Op.Conv c -> convolve(skeleton, layer, c, values, weights);
                case Op.Linear l ->
                    // Op.Conv: channels in and out, kernel size, stride, groups, bias
                    convolve(skeleton, layer, new Op.Conv(l.in(), l.out(), 1, 1, 1, false), values, weights);
                case Op.Add _ ->
                    Arrays.setAll(
                            values[layer.id()],
                            i -> layer.inputs().stream()
                                    .mapToDouble(in -> values[in][i])
                                    .sum());
                case Op.GlobalAveragePool _ -> pool(values[layer.inputs().getFirst()], values[layer.id()]);
                default -> throw new IllegalArgumentException("not here: " + layer);
            }
        }
        return Arrays.stream(values[values.length - 1]).sum();
    }

    private static void pool(double[] in, double[] out) {
        int plane = in.length / out.length;
        for (int i = 0; i < in.length; i++) {
            out[i / plane] += in[i] / plane;
        }
    }

    private static void convolve(Network network, Layer layer, Op.Conv c, double[][] values, Weights weights) {
        Shape in = network.inputShape(layer);
        Shape out = layer.output();
        float[] w = weights.tensor(Parameter.name(layer.name(), Parameter.Role.WEIGHT));
        double[] from = values[layer.inputs().getFirst()];
        int perGroup = c.in() / c.groups();
        for (int o = 0; o < out.size(); o++) {
            int channel = o / (out.height() * out.width());
            int y = o / out.width() % out.height() * c.stride() - (c.kernel() - 1) / 2;
            int x = o % out.width() * c.stride() - (c.kernel() - 1) / 2;
            for (int i = 0; i < perGroup * c.kernel() * c.kernel(); i++) {
                int row = y + i / c.kernel() % c.kernel();
                int column = x + i % c.kernel();
                if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                    int source = channel / (c.out() / c.groups()) * perGroup + i / c.kernel() / c.kernel();
                    values[layer.id()][o] += Math.abs(w[channel * perGroup * c.kernel() * c.kernel() + i])
                            * from[(source * in.height() + row) * in.width() + column];
                }
            }
        }
    }

    /** SynFlow's conservation: in a chain the flow through each layer is R, so that the score is R times the layers. */
    @Test
    void inAChainTheScoreIsTheFlowTimesTheNumberOfLayers() {
        Network network = network(8, "ds_r1_k3_s2_c16_nre", "ir_r1_k5_s2_e2_c24_nhs");
        Weights weights = weights(network);
        Network skeleton = LinearisedNetwork.of(network);
        long layers = skeleton.layers().stream().filter(l -> l.weights() > 0).count();
        assertEquals(Math.log10(layers * slowFlow(skeleton, weights)), score(network, weights), 1e-5);
    }

    /** With a shortcut the flow divides: the sum of w dR/dw over a layer is the flow through it, what R loses without its weights. */
    @Test
    void withResidualConnectionsALayerCountsOnlyTheFlowThroughIt() {
        Network network = network(8, "ir_r1_k3_s1_e2_c16_nre", "ir_r1_k3_s1_e3_c16_nre");
        Weights weights = weights(network);
        Network skeleton = LinearisedNetwork.of(network);
        assertTrue(skeleton.layers().stream().anyMatch(l -> l.op() instanceof Op.Add), "a shortcut");
        double flow = slowFlow(skeleton, weights);
        double sum = 0;
        for (var layer : skeleton.layers()) {
            if (layer.weights() > 0) {
                // R is linear in each layer's weights: without them, R is the flow that passes the layer by
                Weights without = weights.copy();
                Arrays.fill(without.tensor(Parameter.name(layer.name(), Parameter.Role.WEIGHT)), 0);
                sum += flow - slowFlow(skeleton, without);
            }
        }
        assertEquals(Math.log10(sum), score(network, weights), 1e-5);
    }

    @Test
    void squeezeExciteLayersAreRemoved() {
        Network gated = network(8, "ir_r1_k3_s2_e2_c16_se0.25_nhs");
        Network skeleton = LinearisedNetwork.of(gated);
        Network plain = LinearisedNetwork.of(network(8, "ir_r1_k3_s2_e2_c16_nre"));
        assertEquals(
                plain.parameters().stream().map(Parameter::size).toList(),
                skeleton.parameters().stream().map(Parameter::size).toList());
        assertTrue(Double.isFinite(score(gated, weights(gated))));
    }

    @Test
    void networksWhoseFlowExceedsTheRangeOfFloatsHaveAFiniteScore() {
        String[] deep = new String[24];
        Arrays.fill(deep, "cn_r1_k3_s1_c16_nre");
        Network network = network(8, deep);
        Weights weights = weights(network);
        for (Parameter p : network.parameters()) {
            float[] w = weights.tensor(p);
            for (int i = 0; p.dims().size() == 4 && i < w.length; i++) {
                w[i] *= 16;
            }
        }
        Network skeleton = LinearisedNetwork.of(network);
        long layers = skeleton.layers().stream().filter(l -> l.weights() > 0).count();
        double expected = Math.log10(layers * slowFlow(skeleton, weights));
        assertTrue(expected > 40, "floats end before 10^39, this is 10^" + expected);
        assertEquals(expected, score(network, weights), 1e-5);
    }
}
