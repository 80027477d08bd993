package dev.sartor.arch;

import java.util.Optional;

/**
 * One step of an architecture: from an input of any width to {@link #channels} output channels at 1/{@link #stride} of
 * the resolution. The set is closed. Residual connections are added where stride is 1 and input and output widths are
 * equal, unless {@code skip} is false. Convolutions are padded so that the output size is ceil(size / stride).
 */
public sealed interface Block extends ArchitecturePart {

    /** Which kind it is: what it is called and what is stated of it. */
    BlockKind kind();

    /** What is stated of it. */
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
    Block withChannels(int channels);

    /** The same block with another stride. */
    Block withStride(int stride);

    /** Regular, optionally grouped convolution, batch norm, activation. Never a residual connection, unless skip. */
    record Conv(int kernel, int stride, int channels, int groups, Activation activation, boolean skip)
            implements Block {
        public Conv {
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.groups(groups);
            BlockChecks.present(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.CONV;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, channels, groups, activation, skip);
        }

        @Override
        public Conv withChannels(int c) {
            return new Conv(kernel, stride, c, groups, activation, skip);
        }

        @Override
        public Conv withStride(int s) {
            return new Conv(kernel, s, channels, groups, activation, skip);
        }
    }

    /**
     * Depthwise convolution, then pointwise, each with batch norm. MobileNetV1 (arXiv 1704.04861) has an activation
     * after the pointwise ({@code linear} false, token {@code dsa}, never a skip); MobileNetV2's first block has none
     * ({@code linear} true, token {@code ds}).
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
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.present(activation);
            if (!linear && skip) {
                throw new IllegalArgumentException("A separable block with a final activation (dsa) has no skip");
            }
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

        @Override
        public DepthwiseSeparable withChannels(int c) {
            return new DepthwiseSeparable(kernel, stride, c, se, activation, linear, skip);
        }

        @Override
        public DepthwiseSeparable withStride(int s) {
            return new DepthwiseSeparable(kernel, s, channels, se, activation, linear, skip);
        }
    }

    /**
     * Inverted residual with linear bottleneck (MobileNetV2, arXiv 1801.04381; SE as in MobileNetV3): pointwise to
     * divisible(in * expansion), depthwise, optional SE, pointwise without activation.
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
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.expansion(expansion);
            BlockChecks.present(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.INVERTED;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, se, activation, skip);
        }

        @Override
        public InvertedResidual withChannels(int c) {
            return new InvertedResidual(kernel, stride, expansion, c, se, activation, skip);
        }

        @Override
        public InvertedResidual withStride(int s) {
            return new InvertedResidual(kernel, s, expansion, channels, se, activation, skip);
        }
    }

    /**
     * Universal inverted bottleneck (MobileNetV4, arXiv 2404.10518, section 3): an inverted residual with up to three
     * depthwise convolutions, each with batch norm. In order: depthwise on the input without activation, pointwise to
     * divisible(in * expansion), depthwise inside, optional SE, pointwise without activation, depthwise on the output
     * without activation. The first depthwise convolution inside, before or after, in this order, has the stride.
     *
     * @param startKernel of the depthwise convolution before the expansion, 0 for none
     * @param kernel      of the one inside, 0 for none
     * @param endKernel   of the one after the projection, 0 for none
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
            BlockChecks.optionalKernel(startKernel);
            BlockChecks.optionalKernel(kernel);
            BlockChecks.optionalKernel(endKernel);
            BlockChecks.common(1, stride, channels);
            BlockChecks.expansion(expansion);
            BlockChecks.present(activation);
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

        @Override
        public UniversalInverted withChannels(int c) {
            return new UniversalInverted(startKernel, kernel, endKernel, stride, expansion, c, se, activation, skip);
        }

        @Override
        public UniversalInverted withStride(int s) {
            return new UniversalInverted(startKernel, kernel, endKernel, s, expansion, channels, se, activation, skip);
        }
    }

    /**
     * Fused inverted residual (MobileDets, arXiv 2004.14525; EfficientNet-EdgeTPU): regular convolution to
     * divisible(in * expansion), optional SE, pointwise without activation.
     *
     * @param expandFrom where positive, the width that the expansion is relative to, in place of the input's
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
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.expansion(expansion);
            BlockChecks.present(activation);
            BlockChecks.forcedWidth(expandFrom);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.FUSED;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, expandFrom, se, activation, skip);
        }

        @Override
        public FusedInvertedResidual withChannels(int c) {
            return new FusedInvertedResidual(kernel, stride, expansion, c, se, activation, expandFrom, skip);
        }

        @Override
        public FusedInvertedResidual withStride(int s) {
            return new FusedInvertedResidual(kernel, s, expansion, channels, se, activation, expandFrom, skip);
        }
    }

    /**
     * Tucker convolution (MobileDets, arXiv 2004.14525, section 3.2): pointwise to divisible(in * inRatio), regular
     * convolution to divisible(out * outRatio), pointwise without activation.
     */
    record Tucker(
            int kernel, int stride, double inRatio, double outRatio, int channels, Activation activation, boolean skip)
            implements Block {
        public Tucker {
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.expansion(inRatio);
            BlockChecks.expansion(outRatio);
            BlockChecks.present(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.TUCKER;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, inRatio, outRatio, channels, activation, skip);
        }

        @Override
        public Tucker withChannels(int c) {
            return new Tucker(kernel, stride, inRatio, outRatio, c, activation, skip);
        }

        @Override
        public Tucker withStride(int s) {
            return new Tucker(kernel, s, inRatio, outRatio, channels, activation, skip);
        }
    }

    /**
     * ResNet's bottleneck (arXiv 1512.03385): pointwise to divisible(out * expansion), regular (optionally grouped)
     * convolution, pointwise, the sum activated. Where shapes differ the shortcut is a pointwise convolution with the
     * block's stride; {@code skip} false leaves the shortcut out.
     */
    record Bottleneck(
            int kernel, int stride, double expansion, int channels, int groups, Activation activation, boolean skip)
            implements Block {
        public Bottleneck {
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.expansion(expansion);
            BlockChecks.groups(groups);
            BlockChecks.present(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.BOTTLENECK;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, groups, activation, skip);
        }

        @Override
        public Bottleneck withChannels(int c) {
            return new Bottleneck(kernel, stride, expansion, c, groups, activation, skip);
        }

        @Override
        public Bottleneck withStride(int s) {
            return new Bottleneck(kernel, s, expansion, channels, groups, activation, skip);
        }
    }

    /**
     * ShuffleNet's unit (arXiv 1707.01083, figure 2): grouped pointwise to divisible(out * expansion) and activation,
     * channel shuffle, depthwise, grouped pointwise; the sum with the input activated. With stride 2 and more output
     * than input channels, the input, average-pooled 3x3, is concatenated in place of the sum.
     */
    record ShuffleUnit(int kernel, int stride, double expansion, int channels, int groups, Activation activation)
            implements Block {
        public ShuffleUnit {
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.expansion(expansion);
            BlockChecks.groups(groups);
            BlockChecks.present(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.SHUFFLE;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, expansion, channels, groups, activation);
        }

        @Override
        public ShuffleUnit withChannels(int c) {
            return new ShuffleUnit(kernel, stride, expansion, c, groups, activation);
        }

        @Override
        public ShuffleUnit withStride(int s) {
            return new ShuffleUnit(kernel, s, expansion, channels, groups, activation);
        }
    }

    /**
     * Xception's separable convolution (arXiv 1610.02357): activation, depthwise, pointwise, one batch norm; nothing
     * between depthwise and pointwise.
     */
    record XceptionSeparable(int kernel, int stride, int channels, Activation activation, boolean skip)
            implements Block {
        public XceptionSeparable {
            BlockChecks.common(kernel, stride, channels);
            BlockChecks.present(activation);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.XCEPTION;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), kernel, stride, channels, activation, skip);
        }

        @Override
        public XceptionSeparable withChannels(int c) {
            return new XceptionSeparable(kernel, stride, c, activation, skip);
        }

        @Override
        public XceptionSeparable withStride(int s) {
            return new XceptionSeparable(kernel, s, channels, activation, skip);
        }
    }

    /**
     * Nothing where the shape stays; where it changes, a pointwise convolution with the block's stride and a batch
     * norm, as in FBNet and NAS-Bench-Macro.
     */
    record Identity(int stride, int channels) implements Block {
        public Identity {
            BlockChecks.common(1, stride, channels);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.IDENTITY;
        }

        @Override
        public BlockValues values() {
            return BlockValues.of(kind(), stride, channels);
        }

        @Override
        public Identity withChannels(int c) {
            return new Identity(stride, c);
        }

        @Override
        public Identity withStride(int s) {
            return new Identity(s, channels);
        }
    }
}
