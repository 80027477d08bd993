package dev.sartor.report.drawing;

import dev.sartor.arch.Block;
import java.util.Locale;

/** The kinds of segments in a drawing, each with a colour and a two-letter code. */
enum SegmentStyle {
    INPUT("", "input"),
    STEM("ST", "stem convolution"),
    CONV("CN", "regular convolution"),
    SEPARABLE("DS", "depthwise-separable"),
    INVERTED("IR", "inverted residual"),
    FUSED("ER", "fused inverted residual"),
    TUCKER("TK", "Tucker convolution"),
    BOTTLENECK("BT", "bottleneck"),
    SHUFFLE("SH", "shuffle unit"),
    XCEPTION("XS", "Xception separable"),
    IDENTITY("ID", "identity"),
    HEAD("HD", "head");

    private final String code;
    private final String label;

    SegmentStyle(String code, String label) {
        this.code = code;
        this.label = label;
    }

    static SegmentStyle of(Block block) {
        return switch (block) {
            case Block.Conv _ -> CONV;
            case Block.DepthwiseSeparable _ -> SEPARABLE;
            case Block.InvertedResidual _ -> INVERTED;
            case Block.FusedInvertedResidual _ -> FUSED;
            case Block.Tucker _ -> TUCKER;
            case Block.Bottleneck _ -> BOTTLENECK;
            case Block.ShuffleUnit _ -> SHUFFLE;
            case Block.XceptionSeparable _ -> XCEPTION;
            case Block.Identity _ -> IDENTITY;
        };
    }

    /** The letters in the box. */
    String code() {
        return code;
    }

    /** The text in the legend. */
    String label() {
        return label;
    }

    /** The CSS class, such as {@code sn-inverted}. */
    String style() {
        return "sn-" + name().toLowerCase(Locale.ROOT);
    }
}
