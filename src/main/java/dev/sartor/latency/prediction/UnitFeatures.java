package dev.sartor.latency.prediction;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.space.unit.Unit;
import java.util.List;

/**
 * Features of a unit (stem, block or head) that define the similarity of two units.
 *
 * @param kind      {@code stem}, {@code head} or the block type
 * @param size      logarithms of MACs, values that its layers read and write, parameters, input channels and input side
 * @param structure half the largest kernel, the stride, 1 with squeeze-and-excite, 1 with smooth activations
 */
record UnitFeatures(String kind, double[] size, double[] structure) {
    /** The latency is modelled as a power law of this number of sizes, the first ones. */
    static final int POWERS = 3;

    static UnitFeatures of(Unit unit) {
        Network network = unit.network();
        List<Layer> layers = network.layers();
        long values = layers.stream()
                .filter(UnitFeatures::touchesMemory)
                .mapToLong(l -> valuesMoved(network, l))
                .sum();
        double[] size = {
            logarithm(network.macs()),
            logarithm(values),
            logarithm(network.params()),
            logarithm(network.input().channels()),
            logarithm(network.input().height())
        };
        double[] structure = {
            kernel(layers) / 2.0,
            network.input().height() / (double) network.output().height(),
            has(layers, Op.Scale.class) ? 1 : 0,
            layers.stream().anyMatch(UnitFeatures::smooth) ? 1 : 0
        };
        return new UnitFeatures(unit.segment().kind(), size, structure);
    }

    /** The Euclidean distance; for different kinds with {@code kindDistance} as one more coordinate difference. */
    double distance(UnitFeatures other, double kindDistance) {
        double square = kind.equals(other.kind) ? 0 : kindDistance * kindDistance;
        return Math.sqrt(square + squares(size, other.size) + squares(structure, other.structure));
    }

    private static double squares(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static double logarithm(long count) {
        return Math.log(Math.max(1, count));
    }

    private static boolean has(List<Layer> layers, Class<? extends Op> op) {
        return layers.stream().anyMatch(l -> op.isInstance(l.op()));
    }

    /** Whether a layer reads and writes memory: runtimes fuse batch norm and activations into the previous layer. */
    private static boolean touchesMemory(Layer layer) {
        return switch (layer.op()) {
            case Op.Input _, Op.BatchNorm _, Op.Activate _, Op.Dropout _ -> false;
            case Op.Conv _,
                    Op.Add _,
                    Op.Scale _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Linear _ -> true;
        };
    }

    private static long valuesMoved(Network network, Layer layer) {
        return layer.inputs().stream()
                        .mapToLong(i -> network.layer(i).output().size())
                        .sum()
                + layer.output().size();
    }

    private static int kernel(List<Layer> layers) {
        return layers.stream()
                .mapToInt(l -> l.op() instanceof Op.Conv c ? c.kernel() : 1)
                .max()
                .orElse(1);
    }

    private static boolean smooth(Layer layer) {
        return layer.op() instanceof Op.Activate a
                && switch (a.function()) {
                    case HSWISH, SWISH -> true;
                    case RELU, RELU6, SIGMOID, HARD_SIGMOID -> false;
                };
    }
}
