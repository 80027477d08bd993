package dev.sartor.executor.plan;

import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.Value;
import java.util.List;
import java.util.Map;

/**
 * The nodes (steps) that compute a network, and the tensors between them.
 *
 * @param nodes  in the order of execution
 * @param values the stored tensors by the id of the layer that they are the output of; the input has id 0
 */
public record CompiledNetwork(List<Node> nodes, Map<Integer, Value> values) {
    public CompiledNetwork {
        nodes = List.copyOf(nodes);
        values = Map.copyOf(values);
    }
}
