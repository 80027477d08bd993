package dev.sartor.supernet;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;

/**
 * Names of shared tensors, which decide which layers of different networks share weights. These are layers of the same name, at the
 * same position, in a block of the same kind, whose input comes from the same layer with weights. Kernel sizes, widths, expansions,
 * strides, squeeze-and-excite and activations may differ. Grouped convolutions share weights only with those of equally many groups,
 * since with other groups a weight belongs to other input channels.
 */
final class SharedTensorNames {
    private final Network network;
    private final Segment segment;
    private final String prefix;

    /** @param positionName position of the segment (stem, block or head), such as {@code stage2.block1} */
    SharedTensorNames(String positionName, Network network, Segment segment) {
        this.network = network;
        this.segment = segment;
        int groups = network.layers().subList(segment.from(), segment.to()).stream()
                .mapToInt(SharedTensorNames::groups)
                .max()
                .orElse(1);
        prefix = positionName + "/" + segment.kind() + (groups > 1 ? "_g" + groups : "") + "/";
    }

    private static int groups(Layer layer) {
        return layer.op() instanceof Op.Conv c && !c.depthwise() ? c.groups() : 1;
    }

    /** The name of the shared tensor for a parameter of one of the segment's layers. */
    String tensor(Layer layer, Parameter.Role role) {
        String source = weightedSource(layer);
        return Parameter.name(prefix + (source.isEmpty() ? "" : source + ">") + nameInSegment(layer), role);
    }

    /** The name of the layer with weights that this layer reads, directly or not; empty where it lies before the segment. */
    private String weightedSource(Layer layer) {
        int id = layer.inputs().getFirst();
        while (id >= segment.from() && !hasWeights(network.layer(id))) {
            id = network.layer(id).inputs().getFirst();
        }
        return id >= segment.from() ? nameInSegment(network.layer(id)) : "";
    }

    private static boolean hasWeights(Layer layer) {
        return layer.op() instanceof Op.Conv || layer.op() instanceof Op.Linear;
    }

    /** The name without that of the segment, which numbers the blocks. */
    private static String nameInSegment(Layer layer) {
        return layer.name().substring(layer.name().indexOf('.') + 1);
    }
}
