package dev.sartor.latency.measuring.probe;

import dev.sartor.device.NodeTime;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums the times of a runtime's nodes for each segment (stem, block or head) of a network. A node has the name of its layer,
 * and a fused node has the name of its last layer. Nodes that the runtime adds, such as a change of layout, belong to the
 * previous node's segment.
 */
final class SegmentTimes {
    private final Map<String, Integer> segmentOfLayer = new HashMap<>();
    private final int segments;

    SegmentTimes(Network network) {
        List<Segment> all = network.segments();
        segments = all.size();
        for (int s = 0; s < segments; s++) {
            for (int i = all.get(s).from(); i < all.get(s).to(); i++) {
                Layer layer = network.layer(i);
                segmentOfLayer.put(layer.name(), s);
            }
        }
    }

    /** Milliseconds per segment in one run; 0 for a segment without layers (a skipped block). */
    double[] perSegment(List<NodeTime> run) {
        double[] ms = new double[segments];
        int segment = 0;
        for (NodeTime node : run) {
            segment = segmentOf(node.nodeName(), segment);
            ms[segment] += node.ms();
        }
        return ms;
    }

    /**
     * The segment of the layer with the longest name that is a prefix of the node's name, ending before {@code .} or {@code _}.
     *
     * @param previousSegment the result if there is no such layer
     */
    private int segmentOf(String node, int previousSegment) {
        for (int end = node.length();
                end > 0;
                end = Math.max(node.lastIndexOf('.', end - 1), node.lastIndexOf('_', end - 1))) {
            Integer found = segmentOfLayer.get(node.substring(0, end));
            if (found != null) {
                return found;
            }
        }
        return previousSegment;
    }
}
