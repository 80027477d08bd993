package dev.sartor.executor.plan;

import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.Value;
import java.util.List;
import java.util.Map;

/**
 * The nodes that compute a network.
 *
 * @param nodes  in order
 * @param values the stored values by layer id; the input has id 0
 */
public record CompiledNetwork(List<Node> nodes, Map<Integer, Value> values) {
    public CompiledNetwork {
        nodes = List.copyOf(nodes);
        values = Map.copyOf(values);
    }
}
