package dev.sartor.executor.plan;

import dev.sartor.executor.convolution.DepthwiseConv;
import dev.sartor.executor.convolution.GroupSlice;
import dev.sartor.executor.convolution.Im2col;
import dev.sartor.executor.convolution.Im2colConv;
import dev.sartor.executor.convolution.ImplicitGemmConv;
import dev.sartor.executor.convolution.PointwiseConv;
import dev.sartor.executor.convolution.WinogradConv;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.node.AveragePool;
import dev.sartor.executor.node.ChannelGather;
import dev.sartor.executor.node.ChannelScale;
import dev.sartor.executor.node.DropPath;
import dev.sartor.executor.node.Dropout;
import dev.sartor.executor.node.GlobalAveragePool;
import dev.sartor.executor.node.MaxPool;
import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Sum;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import java.util.List;

/** Makes the node that computes a layer. */
public final class LayerNode {
    private LayerNode() {}

    /** The node of a layer without stochastic depth; its output has the transform of the value. */
    public static Node of(Layer layer, List<NodeInput> in, Value out, Kernels kernels) {
        return of(layer, in, out, DropPath.NONE, kernels);
    }

    /** @param dropPath of a sum of two inputs */
    static Node of(Layer layer, List<NodeInput> in, Value out, DropPath dropPath, Kernels kernels) {
        NodeInput first = in.getFirst();
        return switch (layer.op()) {
            case Op.Input _ -> throw new IllegalArgumentException("A second input, " + layer.name());
            case Op.Conv c when c.depthwise() -> new DepthwiseConv(layer, c, first, out, kernels);
            case Op.Conv c
            when c.kernel() == 1 && c.stride() == 1 ->
                new PointwiseConv(layer, GroupSlice.of(c, kernels), first, out, kernels);
            case Op.Conv c when Im2col.hasFewChannels(c.in()) -> new Im2colConv(layer, c, first, out, kernels);
            case Op.Conv c when WinogradConv.supports(c, out.shape) -> new WinogradConv(layer, c, first, out, kernels);
            case Op.Conv c -> new ImplicitGemmConv(layer, c, first, out, kernels);
            case Op.Linear l ->
                new PointwiseConv(layer, GroupSlice.of(l.asConvolution(), kernels), first, out, kernels);
            case Op.Add _ -> new Sum(in, out, dropPath, kernels);
            case Op.BatchNorm _, Op.Activate _ -> new Sum(in, out, DropPath.NONE, kernels);
            case Op.Scale _ -> new ChannelScale(first, in.get(1), out, kernels);
            case Op.Concat _ -> ChannelGather.concat(in, out, kernels);
            case Op.Shuffle s -> ChannelGather.shuffle(s.groups(), first, out, kernels);
            case Op.AveragePool p -> new AveragePool(p, first, out, kernels);
            case Op.MaxPool p -> new MaxPool(p, first, out, kernels);
            case Op.GlobalAveragePool _ -> new GlobalAveragePool(first, out, kernels);
            case Op.Dropout d -> new Dropout(d.rate(), first, out, kernels);
        };
    }
}
