package dev.sartor.supernet;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;

/**
 * Which layers share weights: those that stand at the same site, in a block of the same kind, under the same name, and read
 * the same layer with weights. Kernels, widths, expansions, strides, squeeze-excite and activations may differ; grouped
 * convolutions share only with those of as many groups, for their inputs mean other channels.
 */
final class SharedTensorNames {
    private final Network network;
    private final Segment segment;
    private final String prefix;

    /** @param site of the segment, see {@link dev.sartor.space.SegmentPositions} */
    SharedTensorNames(String site, Network network, Segment segment) {
        this.network = network;
        this.segment = segment;
        int groups = network.layers().subList(segment.from(), segment.to()).stream()
                .mapToInt(SharedTensorNames::groups)
                .max()
                .orElse(1);
        prefix = site + "/" + segment.kind() + (groups > 1 ? "_g" + groups : "") + "/";
    }

    private static int groups(Layer layer) {
        return layer.op() instanceof Op.Conv c && !c.depthwise() ? c.groups() : 1;
    }

    /** The name of the shared tensor of one of the segment's parameters. */
    String tensor(Layer layer, Parameter.Role role) {
        String source = source(layer);
        return Parameter.name(prefix + (source.isEmpty() ? "" : source + ">") + local(layer), role);
    }

    /** The layer with weights whose values reach this one, by its name in the segment; empty where that lies before. */
    private String source(Layer layer) {
        int id = layer.inputs().getFirst();
        while (id >= segment.from() && !weighted(network.layer(id))) {
            id = network.layer(id).inputs().getFirst();
        }
        return id >= segment.from() ? local(network.layer(id)) : "";
    }

    private static boolean weighted(Layer layer) {
        return layer.op() instanceof Op.Conv || layer.op() instanceof Op.Linear;
    }

    /** The name without the segment's, which counts blocks. */
    private static String local(Layer layer) {
        return layer.name().substring(layer.name().indexOf('.') + 1);
    }
}
