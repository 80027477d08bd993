package dev.sartor.arch;

import java.util.Optional;

/**
 * One step of an architecture: from an input of any width to {@link #channels} output channels at 1/{@link #stride} of
 * the resolution. Residual connections are added where stride is 1 and input and output widths are
 * equal, unless {@code skip} is false. Convolutions are padded so that the output size is ceil(size / stride).
 */
public sealed interface Block extends ArchitecturePart {

    /** The kind, with its names and the attributes of its blocks. */
    BlockKind kind();

    /** The values of the kind's attributes. */
    BlockValues values();

    @Override
    default String token() {
        return kind().token();
    }

    /** Output channels, at least 1. */
    int channels();

    /** 1 or 2. */
    int stride();

    /** The same block with other output channels. */
    default Block withChannels(int channels) {
        return values().with(BlockAttribute.CHANNELS, channels).toBlock();
    }

    /**
     * The same block with another stride.
     *
     * @throws IllegalArgumentException if a block of this kind cannot have it
     */
    default Block withStride(int stride) {
        return values().with(BlockAttribute.STRIDE, stride).toBlock();
    }

    /**
     * Convolution with one or more groups, batch norm, activation. It has a residual connection only if {@code skip} is
     * true, as in EfficientNetV2 (arXiv 2104.00298).
     */
    record Conv(int kernel, int stride, int channels, int groups, Activation activation, boolean skip)
            implements Block {
        public Conv {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.checkGroups(groups);
            BlockChecks.requireActivation(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.CONV;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, channels, groups, activation, skip);
        }
    }

    /**
     * Depthwise convolution with batch norm and activation, then pointwise convolution with batch norm. MobileNetV1 (arXiv
     * 1704.04861) has another activation at the end and no residual connection: {@code linear} is false, and the token in block
     * strings is {@code dsa}. MobileNetV2's first block has none: {@code linear} is true, and the token is {@code ds}.
     */
    record DepthwiseSeparable(
            int kernel,
            int stride,
            int channels,
            Optional<SqueezeExcite> se,
            Activation activation,
            boolean linear,
            boolean skip)
            implements Block {
        public DepthwiseSeparable {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.requireActivation(activation);
            if (!linear && skip) {
                throw new IllegalArgumentException("A separable block with a final activation (dsa) has no skip");
            }
        }

        /** MobileNetV1's block. */
        static DepthwiseSeparable withFinalActivation(
                int kernel, int stride, int channels, Optional<SqueezeExcite> se, Activation activation) {
            boolean linear = false;
            boolean skip = false;
            return new DepthwiseSeparable(kernel, stride, channels, se, activation, linear, skip);
        }

        /** The block of MobileNetV2. */
        static DepthwiseSeparable linear(
                int kernel, int stride, int channels, Optional<SqueezeExcite> se, Activation activation, boolean skip) {
            boolean linear = true;
            return new DepthwiseSeparable(kernel, stride, channels, se, activation, linear, skip);
        }

        @Override
        public BlockKind kind() {
            return linear ? BlockKind.SEPARABLE_LINEAR : BlockKind.SEPARABLE;
        }

        @Override
        public BlockValues values() {
            return linear
                    ? BlockValues.of(kind(), kernel, stride, channels, se, activation, skip)
                    : BlockValues.of(kind(), kernel, stride, channels, se, activation);
        }
    }

    /**
     * Inverted residual with linear bottleneck (MobileNetV2, arXiv 1801.04381): pointwise convolution to
     * makeDivisible(in * expansion) channels, depthwise convolution, optional squeeze-and-excite (SE) as in MobileNetV3, pointwise
     * convolution without activation. Each convolution has batch norm. {@link ChannelRounding#makeDivisible} rounds to multiples
     * of 8.
     */
    record InvertedResidual(
            int kernel,
            int stride,
            double expansion,
            int channels,
            Optional<SqueezeExcite> se,
            Activation activation,
            boolean skip)
            implements Block {
        public InvertedResidual {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.checkExpansion(expansion);
            BlockChecks.requireActivation(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.INVERTED;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, se, activation, skip);
        }
    }

    /**
     * Universal inverted bottleneck (MobileNetV4, arXiv 2404.10518, section 3): an inverted residual with up to three
     * depthwise convolutions, each with batch norm. In order: depthwise on the input without activation, pointwise to
     * makeDivisible(in * expansion), depthwise on the expanded channels, optional SE, pointwise without activation,
     * depthwise on the output without activation. The stride is that of the middle depthwise convolution; without it, that
     * of the first; without both, that of the last.
     *
     * @param startKernel kernel of the depthwise convolution before the expansion, 0 for none
     * @param kernel      kernel of the depthwise convolution on the expanded channels, 0 for none
     * @param endKernel   kernel of the depthwise convolution after the projection, 0 for none
     */
    record UniversalInverted(
            int startKernel,
            int kernel,
            int endKernel,
            int stride,
            double expansion,
            int channels,
            Optional<SqueezeExcite> se,
            Activation activation,
            boolean skip)
            implements Block {
        public UniversalInverted {
            BlockChecks.checkOptionalKernel(startKernel);
            BlockChecks.checkOptionalKernel(kernel);
            BlockChecks.checkOptionalKernel(endKernel);
            BlockChecks.checkStride(stride);
            BlockChecks.checkChannels(channels);
            BlockChecks.checkExpansion(expansion);
            BlockChecks.requireActivation(activation);
            if (stride > 1 && startKernel + kernel + endKernel == 0) {
                throw new IllegalArgumentException(
                        "A universal inverted bottleneck without a depthwise convolution has stride 1, not " + stride);
            }
        }

        @Override
        public BlockKind kind() {
            return BlockKind.UNIVERSAL_INVERTED;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(
                    kind(), startKernel, kernel, endKernel, stride, expansion, channels, se, activation, skip);
        }
    }

    /**
     * Fused inverted residual (MobileDets, arXiv 2004.14525; EfficientNet-EdgeTPU): full (not depthwise) convolution to
     * makeDivisible(in * expansion), optional SE, pointwise without activation.
     *
     * @param expandFrom the number of channels that the expansion multiplies instead of the input's, if positive
     */
    record FusedInvertedResidual(
            int kernel,
            int stride,
            double expansion,
            int channels,
            Optional<SqueezeExcite> se,
            Activation activation,
            int expandFrom,
            boolean skip)
            implements Block {
        public FusedInvertedResidual {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.checkExpansion(expansion);
            BlockChecks.requireActivation(activation);
            BlockChecks.checkExpandFrom(expandFrom);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.FUSED;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, expandFrom, se, activation, skip);
        }
    }

    /**
     * Tucker convolution (MobileDets, arXiv 2004.14525, section 3.2): pointwise to makeDivisible(in * inRatio),
     * full (not depthwise) convolution to makeDivisible(out * outRatio), pointwise without activation.
     */
    record Tucker(
            int kernel, int stride, double inRatio, double outRatio, int channels, Activation activation, boolean skip)
            implements Block {
        public Tucker {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.checkExpansion(inRatio);
            BlockChecks.checkExpansion(outRatio);
            BlockChecks.requireActivation(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.TUCKER;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, inRatio, outRatio, channels, activation, skip);
        }
    }

    /**
     * ResNet's bottleneck (arXiv 1512.03385): pointwise to makeDivisible(out * expansion), convolution with one or
     * more groups, pointwise, sum with the shortcut, activation. If the shapes of input and output differ, the
     * shortcut is a pointwise convolution with the block's stride. If {@code skip} is false, there is no shortcut.
     */
    record Bottleneck(
            int kernel, int stride, double expansion, int channels, int groups, Activation activation, boolean skip)
            implements Block {
        public Bottleneck {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.checkExpansion(expansion);
            BlockChecks.checkGroups(groups);
            BlockChecks.requireActivation(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.BOTTLENECK;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, groups, activation, skip);
        }
    }

    /**
     * ShuffleNet's unit (arXiv 1707.01083, figure 2): grouped pointwise to makeDivisible(out * expansion) and activation,
     * channel shuffle, depthwise, grouped pointwise, sum with the input, activation. With stride 2 and more output than
     * input channels, the input is average-pooled 3x3 and concatenated instead of added.
     */
    record ShuffleUnit(int kernel, int stride, double expansion, int channels, int groups, Activation activation)
            implements Block {
        public ShuffleUnit {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.checkExpansion(expansion);
            BlockChecks.checkGroups(groups);
            BlockChecks.requireActivation(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.SHUFFLE;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, groups, activation);
        }
    }

    /**
     * Xception's separable convolution (arXiv 1610.02357): activation, depthwise convolution, pointwise convolution, batch norm;
     * neither batch norm nor activation between the convolutions.
     */
    record XceptionSeparable(int kernel, int stride, int channels, Activation activation, boolean skip)
            implements Block {
        public XceptionSeparable {
            BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
            BlockChecks.requireActivation(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.XCEPTION;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, channels, activation, skip);
        }
    }

    /**
     * The identity, without layers, if the output has the shape of the input; otherwise a pointwise convolution with the block's stride and a
     * batch norm, as in FBNet and NAS-Bench-Macro.
     */
    record Identity(int stride, int channels) implements Block {
        public Identity {
            BlockChecks.checkStride(stride);
            BlockChecks.checkChannels(channels);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.IDENTITY;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), stride, channels);
        }
    }
}
