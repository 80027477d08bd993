package dev.sartor.network;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Block;
import dev.sartor.arch.Block.Bottleneck;
import dev.sartor.arch.Block.Conv;
import dev.sartor.arch.Block.DepthwiseSeparable;
import dev.sartor.arch.Block.FusedInvertedResidual;
import dev.sartor.arch.Block.Identity;
import dev.sartor.arch.Block.InvertedResidual;
import dev.sartor.arch.Block.ShuffleUnit;
import dev.sartor.arch.Block.Tucker;
import dev.sartor.arch.Block.UniversalInverted;
import dev.sartor.arch.Block.XceptionSeparable;
import dev.sartor.arch.ChannelRounding;
import dev.sartor.arch.Shape;
import dev.sartor.arch.SqueezeExcite;
import java.util.Optional;

/**
 * Appends the layers of one block to a graph. {@link Block} describes each kind. {@code in} is the number of input channels of a
 * block, {@code mid} that between its convolutions.
 */
final class BlockLowering {
    private static final int POOL_KERNEL = 3;

    private BlockLowering() {}

    static void lower(GraphBuilder g, Block block) {
        switch (block) {
            case Conv b -> conv(g, b);
            case DepthwiseSeparable b -> separable(g, b);
            case InvertedResidual b -> inverted(g, b);
            case UniversalInverted b -> universal(g, b);
            case FusedInvertedResidual b -> fused(g, b);
            case Tucker b -> tucker(g, b);
            case Bottleneck b -> bottleneck(g, b);
            case ShuffleUnit b -> shuffle(g, b);
            case XceptionSeparable b -> xception(g, b);
            case Identity b -> identity(g, b);
        }
    }

    private static void conv(GraphBuilder g, Conv b) {
        int input = g.last();
        g.conv("conv", b.channels(), b.kernel(), b.stride(), b.groups())
                .norm("conv")
                .activate("conv", b.activation());
        residual(g, input, b.skip());
    }

    private static void separable(GraphBuilder g, DepthwiseSeparable b) {
        int input = g.last();
        int in = g.shape().channels();
        g.depthwise("depthwise", b.kernel(), b.stride()).norm("depthwise").activate("depthwise", b.activation());
        squeezeExcite(g, b.se(), in, b.activation());
        project(g, b.channels());
        if (!b.linear()) {
            g.activate("project", b.activation());
        }
        residual(g, input, b.skip());
    }

    private static void inverted(GraphBuilder g, InvertedResidual b) {
        int input = g.last();
        int in = g.shape().channels();
        g.pointwise("expand", ChannelRounding.makeDivisible(in * b.expansion()))
                .norm("expand")
                .activate("expand", b.activation());
        g.depthwise("depthwise", b.kernel(), b.stride()).norm("depthwise").activate("depthwise", b.activation());
        squeezeExcite(g, b.se(), in, b.activation());
        project(g, b.channels());
        residual(g, input, b.skip());
    }

    private static void universal(GraphBuilder g, UniversalInverted b) {
        int input = g.last();
        int in = g.shape().channels();
        if (b.startKernel() > 0) {
            g.depthwise("start", b.startKernel(), b.kernel() > 0 ? 1 : b.stride())
                    .norm("start");
        }
        g.pointwise("expand", ChannelRounding.makeDivisible(in * b.expansion()))
                .norm("expand")
                .activate("expand", b.activation());
        if (b.kernel() > 0) {
            g.depthwise("depthwise", b.kernel(), b.stride()).norm("depthwise").activate("depthwise", b.activation());
        }
        squeezeExcite(g, b.se(), in, b.activation());
        project(g, b.channels());
        if (b.endKernel() > 0) {
            g.depthwise("end", b.endKernel(), b.startKernel() + b.kernel() > 0 ? 1 : b.stride())
                    .norm("end");
        }
        residual(g, input, b.skip());
    }

    private static void fused(GraphBuilder g, FusedInvertedResidual b) {
        int input = g.last();
        int in = g.shape().channels();
        int mid = ChannelRounding.makeDivisible((b.expandFrom() > 0 ? b.expandFrom() : in) * b.expansion());
        g.conv("expand", mid, b.kernel(), b.stride()).norm("expand").activate("expand", b.activation());
        squeezeExcite(g, b.se(), in, b.activation());
        project(g, b.channels());
        residual(g, input, b.skip());
    }

    private static void tucker(GraphBuilder g, Tucker b) {
        int input = g.last();
        g.pointwise("compress", ChannelRounding.makeDivisible(g.shape().channels() * b.inRatio()))
                .norm("compress")
                .activate("compress", b.activation());
        g.conv("conv", ChannelRounding.makeDivisible(b.channels() * b.outRatio()), b.kernel(), b.stride())
                .norm("conv")
                .activate("conv", b.activation());
        project(g, b.channels());
        residual(g, input, b.skip());
    }

    private static void bottleneck(GraphBuilder g, Bottleneck b) {
        int input = g.last();
        int mid = ChannelRounding.makeDivisible(b.channels() * b.expansion());
        g.pointwise("compress", mid).norm("compress").activate("compress", b.activation());
        g.conv("conv", mid, b.kernel(), b.stride(), b.groups()).norm("conv").activate("conv", b.activation());
        project(g, b.channels());
        int main = g.last();
        if (b.skip()) {
            if (!g.shape().equals(g.shapeOf(input))) {
                g.branchFrom(input)
                        .stridedPointwise("shortcut", b.channels(), b.stride())
                        .norm("shortcut");
                g.sum("sum", main, g.last());
            } else {
                g.sum("sum", main, input);
            }
        }
        g.activate("sum", b.activation());
    }

    private static void shuffle(GraphBuilder g, ShuffleUnit b) {
        int input = g.last();
        int in = g.shape().channels();
        boolean concat = b.stride() == 2 && b.channels() > in;
        int mid = ChannelRounding.makeDivisible(b.channels() * b.expansion());
        g.groupedPointwise("compress", mid, b.groups()).norm("compress").activate("compress", b.activation());
        if (b.groups() > 1) {
            g.add("shuffle", new Op.Shuffle(b.groups()), g.shape(), g.last());
        }
        g.depthwise("depthwise", b.kernel(), b.stride()).norm("depthwise");
        g.groupedPointwise("project", concat ? b.channels() - in : b.channels(), b.groups())
                .norm("project");
        int main = g.last();
        if (concat) {
            Shape pooled = g.shape().withChannels(in);
            g.add("pool", new Op.AveragePool(POOL_KERNEL, b.stride()), pooled, input);
            g.add("concat", new Op.Concat(), pooled.withChannels(b.channels()), g.last(), main);
        } else {
            boolean skip = true;
            residual(g, input, skip);
        }
        g.activate("sum", b.activation());
    }

    private static void xception(GraphBuilder g, XceptionSeparable b) {
        int input = g.last();
        g.activate("input", b.activation());
        g.depthwise("depthwise", b.kernel(), b.stride());
        project(g, b.channels());
        residual(g, input, b.skip());
    }

    private static void identity(GraphBuilder g, Identity b) {
        if (b.stride() != 1 || b.channels() != g.shape().channels()) {
            g.stridedPointwise("shortcut", b.channels(), b.stride()).norm("shortcut");
        }
    }

    private static void project(GraphBuilder g, int channels) {
        g.pointwise("project", channels).norm("project");
    }

    /** Adds the block's input if the shapes allow it. */
    private static void residual(GraphBuilder g, int input, boolean skip) {
        if (skip && g.shape().equals(g.shapeOf(input))) {
            g.sum("sum", g.last(), input);
        }
    }

    private static void squeezeExcite(GraphBuilder g, Optional<SqueezeExcite> optional, int in, Activation activation) {
        if (optional.isEmpty()) {
            return;
        }
        SqueezeExcite se = optional.get();
        int mid = g.shape().channels();
        int features = g.last();
        boolean mobileNetV3 = se.form() == SqueezeExcite.Form.MOBILENET_V3;
        g.globalAveragePool("se.pool")
                .linear("se.squeeze", se.squeezedChannels(in, mid))
                .activate("se.squeeze", mobileNetV3 ? Activation.RELU : activation)
                .linear("se.excite", mid)
                .function("se.gate", mobileNetV3 ? Op.Function.HARD_SIGMOID : Op.Function.SIGMOID);
        g.add("se.scale", new Op.Scale(), g.shapeOf(features), features, g.last());
    }
}
