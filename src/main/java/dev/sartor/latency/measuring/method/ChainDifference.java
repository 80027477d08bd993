package dev.sartor.latency.measuring.method;

import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Segment;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a unit as the latency of a chain (a pointwise convolution, the unit, a global pooling) minus the latency of the same
 * chain without the unit, which is called the carrier. In a chain, the runtime chooses layouts and fuses layers as in a network.
 * A stem has no convolution before it, since it reads the network's input; a head needs no pooling after it.
 */
public record ChainDifference() implements MeasurementMethod {
    /** Input channels of the pointwise convolution before the unit. */
    private static final int CHAIN_CHANNELS = 16;

    @Override
    public String name() {
        return "chain difference";
    }

    @Override
    public List<Probe> probes(Unit unit, List<Network> networks) {
        return List.of(chain(unit), chainWithoutUnit(unit));
    }

    @Override
    public double[] latencyMs(Unit unit, List<Network> networks, Measurements measured) {
        double[] chain = measured.latencyByRoundMs(chain(unit).key());
        double[] chainWithoutUnit =
                measured.latencyByRoundMs(chainWithoutUnit(unit).key());
        double[] difference = new double[chain.length];
        for (int round = 0; round < chain.length; round++) {
            difference[round] = chain[round] - chainWithoutUnit[round];
        }
        return difference;
    }

    private static Probe chain(Unit unit) {
        Segment segment = unit.segment();
        List<Layer> layers = layersBefore(unit);
        // the last layer before the unit takes the place of its input layer, so its layer i is layer i + shift of the
        // chain
        int shift = layers.size() - 1;
        Segment inChain = segment.relocate(segment.from() + shift, segment.to() + shift, i -> i + shift);
        unit.network().layers().stream()
                .skip(1)
                .map(l -> new Layer(
                        l.id() + shift,
                        l.name(),
                        l.op(),
                        l.inputs().stream().map(i -> i + shift).toList(),
                        l.output()))
                .forEach(layers::add);
        boolean classifies = segment.output().height() == 1 && segment.output().width() == 1;
        if (!classifies) {
            layers.add(pool(layers.getLast()));
        }
        return probe("chain:" + unit.key(), layers, List.of(inChain));
    }

    private static Probe chainWithoutUnit(Unit unit) {
        Segment segment = unit.segment();
        List<Layer> layers = layersBefore(unit);
        layers.add(pool(layers.getLast()));
        return probe("carrier:" + (isStem(segment) ? "stem@" : "") + segment.input(), layers, List.of());
    }

    private static List<Layer> layersBefore(Unit unit) {
        Shape input = unit.segment().input();
        List<Layer> layers = new ArrayList<>();
        if (isStem(unit.segment())) {
            layers.add(new Layer(0, "input", new Op.Input(), List.of(), input));
        } else {
            layers.add(new Layer(0, "input", new Op.Input(), List.of(), input.withChannels(CHAIN_CHANNELS)));
            int kernel = 1;
            int stride = 1;
            int groups = 1;
            boolean bias = true;
            Op pointwise = new Op.Conv(CHAIN_CHANNELS, input.channels(), kernel, stride, groups, bias);
            layers.add(new Layer(1, "carrier", pointwise, List.of(0), input));
        }
        return layers;
    }

    private static boolean isStem(Segment segment) {
        return segment.part() instanceof Stem;
    }

    private static Layer pool(Layer last) {
        return new Layer(
                last.id() + 1,
                "pool",
                new Op.GlobalAveragePool(),
                List.of(last.id()),
                new Shape(last.output().channels(), 1, 1));
    }

    private static Probe probe(String key, List<Layer> layers, List<Segment> segments) {
        return new Probe(key, new Network(key, layers, segments));
    }
}
