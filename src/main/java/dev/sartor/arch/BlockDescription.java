package dev.sartor.arch;

import java.util.Optional;

/** Blocks in words for sentences, without stride and channels: {@code fused 3x3 with t=4}; t is the expansion. */
public final class BlockDescription {
    private BlockDescription() {}

    /** Such as {@code inverted 5x5 with t=6 and SE, h-swish}; that a block has a plain relu or relu6 is not said. */
    public static String of(Block block) {
        return switch (block) {
            case Block.Conv b -> kernel("convolution", b.kernel()) + groups(b.groups()) + activation(b.activation());
            case Block.DepthwiseSeparable b ->
                kernel(b.linear() ? "linear separable" : "separable", b.kernel())
                        + b.se().map(_ -> " with SE").orElse("")
                        + activation(b.activation());
            case Block.InvertedResidual b ->
                kernel("inverted", b.kernel()) + expansion(b.expansion()) + se(b.se()) + activation(b.activation());
            case Block.FusedInvertedResidual b ->
                kernel("fused", b.kernel()) + expansion(b.expansion()) + se(b.se()) + activation(b.activation());
            case Block.Tucker b ->
                kernel("Tucker", b.kernel()) + " with ratios " + BlockStrings.number(b.inRatio()) + " and "
                        + BlockStrings.number(b.outRatio()) + activation(b.activation());
            case Block.Bottleneck b ->
                kernel("bottleneck", b.kernel())
                        + expansion(b.expansion())
                        + groups(b.groups())
                        + activation(b.activation());
            case Block.ShuffleUnit b ->
                kernel("shuffle unit", b.kernel())
                        + expansion(b.expansion())
                        + groups(b.groups())
                        + activation(b.activation());
            case Block.XceptionSeparable b -> kernel("Xception", b.kernel()) + activation(b.activation());
            case Block.Identity _ -> "identity";
        };
    }

    private static String kernel(String kind, int kernel) {
        return kind + " " + kernel + "x" + kernel;
    }

    private static String expansion(double expansion) {
        return " with t=" + BlockStrings.number(expansion);
    }

    private static String se(Optional<SqueezeExcite> se) {
        return se.map(_ -> " and SE").orElse("");
    }

    private static String groups(int groups) {
        return groups == 1 ? "" : " in " + groups + " groups";
    }

    private static String activation(Activation activation) {
        return switch (activation) {
            case RELU, RELU6 -> "";
            case HSWISH -> ", h-swish";
            case SWISH -> ", swish";
        };
    }
}
