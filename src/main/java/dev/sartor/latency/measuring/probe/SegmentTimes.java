package dev.sartor.latency.measuring.probe;

import dev.sartor.device.NodeTime;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the segment of a network that each node of the runtime belongs to. Models call nodes after their layers, and the
 * runtime calls a fused node after the last layer in it. What it adds of its own, such as a change of layout, belongs to
 * the segment that ran before.
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

    /** Milliseconds per segment of one run, 0 for an identity. */
    double[] of(List<NodeTime> run) {
        double[] ms = new double[segments];
        int segment = 0;
        for (NodeTime node : run) {
            segment = segment(node.node(), segment);
            ms[segment] += node.ms();
        }
        return ms;
    }

    /** That of the layer with the longest name that the node's begins with, up to a {@code .} or {@code _}. */
    private int segment(String node, int before) {
        for (int end = node.length();
                end > 0;
                end = Math.max(node.lastIndexOf('.', end - 1), node.lastIndexOf('_', end - 1))) {
            Integer found = segmentOfLayer.get(node.substring(0, end));
            if (found != null) {
                return found;
            }
        }
        return before;
    }
}
