package dev.sartor.executor.plan;

import dev.sartor.executor.convolution.ExpandDepthwiseNode;
import dev.sartor.executor.convolution.FusedExpandDepthwise;
import dev.sartor.executor.convolution.GroupSlice;
import dev.sartor.executor.convolution.InvertedResidual;
import dev.sartor.executor.convolution.PointwiseConv;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.node.ActivationTransform;
import dev.sartor.executor.node.BatchNormTransform;
import dev.sartor.executor.node.DropPath;
import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a network into nodes (steps) and the values (tensors) between them. Adjacent convolutions are fused where that saves
 * memory traffic.
 */
final class PlanBuilder {
    /** Maximum number of input channels of a fused expansion in passes with batch statistics. Wider expansions are stored, since
     * recomputing them would take longer than reading them. */
    private static final int MAX_FUSED_CHANNELS = 48;

    private static final int FIRST_INPUT = 0;

    private final Network network;
    private final PlanOptions options;
    private final Kernels kernels;
    private final ConsumerCounts consumers;
    private final List<FusedLayer> fusedLayers;
    private final Map<Integer, Value> values = new HashMap<>();
    /** The last reader of each layer's value, which is the first to write its gradient in the backward pass. */
    private final Map<Integer, FusedLayer> lastReaders = new HashMap<>();

    private final List<Node> nodes = new ArrayList<>();

    PlanBuilder(Network network, PlanOptions options, Kernels kernels) {
        if (network.outputLayer().id() != network.layers().size() - 1) {
            throw new IllegalArgumentException("Network " + network.name() + " has layers after its output");
        }
        this.network = network;
        this.options = options;
        this.kernels = kernels;
        consumers = ConsumerCounts.of(network);
        fusedLayers = FusedLayer.of(network, consumers);
        fusedLayers.forEach(f -> f.layer().inputs().forEach(i -> lastReaders.put(i, f)));
    }

    CompiledNetwork build() {
        values.put(
                0,
                new Value(
                        network.input(),
                        new ActivationTransform(network.input().channels(), ActivationFunction.LINEAR),
                        kernels));
        for (int i = 0; i < fusedLayers.size(); ) {
            i += startsInvertedResidual(i)
                    ? addInvertedResidual(i)
                    : startsExpandDepthwise(i) ? addExpandDepthwise(i) : addSingle(fusedLayers.get(i));
        }
        return new CompiledNetwork(nodes, values);
    }

    private Value addValue(FusedLayer fusedLayer) {
        var value = new Value(fusedLayer.layer().output(), fusedLayer.transform(), kernels);
        values.put(fusedLayer.outputLayer(), value);
        return value;
    }

    /** @param input index into the layer's inputs */
    private NodeInput nodeInput(FusedLayer fusedLayer, int input) {
        List<Integer> inputs = fusedLayer.layer().inputs();
        int id = inputs.get(input);
        // a layer that reads a value twice stores its gradient first and then adds to it
        boolean first = lastReaders.get(id) == fusedLayer && inputs.indexOf(id) == input;
        boolean needsGradient = id != 0 || options.inputGradient();
        return nodeInput(
                values.get(id),
                !needsGradient
                        ? NodeInput.GradientMode.NONE
                        : first ? NodeInput.GradientMode.STORE : NodeInput.GradientMode.ADD,
                first && consumers.hasSingleConsumer(id));
    }

    private NodeInput nodeInput(Value value, NodeInput.GradientMode gradientMode, boolean soleReader) {
        return new NodeInput(
                value, options.mode().hasBackward() ? gradientMode : NodeInput.GradientMode.NONE, soleReader);
    }

    /** Whether the layers from {@code i} on are an expansion, a depthwise convolution and a projection that can be fused. */
    private boolean startsInvertedResidual(int i) {
        return i + 2 < fusedLayers.size()
                && startsExpandDepthwise(i)
                && fusedLayers.get(i + 2).isNormalisedPointwise()
                && nextIsOnlyReader(i + 1);
    }

    /** Whether the layers from {@code i} on are an expansion and a depthwise convolution that can be fused. */
    private boolean startsExpandDepthwise(int i) {
        return options.fused()
                && i + 1 < fusedLayers.size()
                && fusedLayers.get(i).isNormalisedPointwise()
                && fusedLayers.get(i + 1).isNormalisedDepthwise()
                && expands(fusedLayers.get(i))
                && nextIsOnlyReader(i);
    }

    private boolean expands(FusedLayer fusedLayer) {
        return fusedLayer.layer().op() instanceof Op.Conv c
                && c.out() > c.in()
                && (!options.mode().usesBatchStatistics() || c.in() <= MAX_FUSED_CHANNELS);
    }

    /** Whether only the next layer reads the value of layer {@code i}. */
    private boolean nextIsOnlyReader(int i) {
        int id = fusedLayers.get(i).outputLayer();
        return fusedLayers.get(i + 1).layer().inputs().equals(List.of(id)) && consumers.hasSingleConsumer(id);
    }

    /** Adds the node of an inverted residual; returns its number of fused layers, as the other add methods do. */
    private int addInvertedResidual(int i) {
        NodeInput input = nodeInput(fusedLayers.get(i), FIRST_INPUT);
        Value depthwiseOutput = addValue(fusedLayers.get(i + 1));
        Layer layer = fusedLayers.get(i + 2).layer();
        Value output = addValue(fusedLayers.get(i + 2));
        boolean soleReader = true;
        var project = new PointwiseConv(
                layer,
                GroupSlice.of((Op.Conv) layer.op(), kernels),
                nodeInput(depthwiseOutput, NodeInput.GradientMode.STORE, soleReader),
                output,
                kernels);
        nodes.add(
                new InvertedResidual(input, expansion(i, input, depthwiseOutput), project, options.groups(), kernels));
        return 3;
    }

    private int addExpandDepthwise(int i) {
        NodeInput input = nodeInput(fusedLayers.get(i), FIRST_INPUT);
        Value depthwiseOutput = addValue(fusedLayers.get(i + 1));
        nodes.add(new ExpandDepthwiseNode(input, expansion(i, input, depthwiseOutput), depthwiseOutput));
        return 2;
    }

    private FusedExpandDepthwise expansion(int i, NodeInput input, Value depthwiseOutput) {
        var norm = (BatchNormTransform) fusedLayers.get(i).transform();
        return new FusedExpandDepthwise(
                fusedLayers.get(i).layer(), norm, fusedLayers.get(i + 1).layer(), input, depthwiseOutput, kernels);
    }

    private int addSingle(FusedLayer fusedLayer) {
        List<NodeInput> inputs = new ArrayList<>();
        for (int i = 0; i < fusedLayer.layer().inputs().size(); i++) {
            inputs.add(nodeInput(fusedLayer, i));
        }
        nodes.add(LayerNode.of(
                fusedLayer.layer(),
                inputs,
                addValue(fusedLayer),
                fusedLayer.layer().op() instanceof Op.Add
                        ? DropPath.of(network, fusedLayer.layer(), options.dropPath())
                        : DropPath.NONE,
                kernels));
        return 1;
    }
}
