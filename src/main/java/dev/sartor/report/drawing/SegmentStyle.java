package dev.sartor.report.drawing;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockKind;
import dev.sartor.arch.Head;
import dev.sartor.arch.Stem;
import java.util.Comparator;
import java.util.Locale;

/**
 * A kind of segment in a drawing, with a colour and a two-letter code.
 *
 * @param rank  the position of the style in the legend
 * @param code  the letters in the box
 * @param label the text in the legend
 * @param style the CSS class, such as {@code sn-inverted}
 */
record SegmentStyle(int rank, String code, String label, String style) implements Comparable<SegmentStyle> {
    static final SegmentStyle INPUT = new SegmentStyle(-2, "", "input", "sn-input");
    static final SegmentStyle STEM = new SegmentStyle(-1, "ST", "stem convolution", "sn-stem");
    static final SegmentStyle HEAD = new SegmentStyle(BlockKind.values().length, "HD", "head", "sn-head");

    static SegmentStyle of(ArchitecturePart part) {
        return switch (part) {
            case Stem _ -> STEM;
            case Block b -> of(b.kind());
            case Head.Classifier _ -> HEAD;
        };
    }

    /** The first two letters of a kind's token; both separable kinds are drawn alike. */
    private static SegmentStyle of(BlockKind kind) {
        BlockKind drawn = kind == BlockKind.SEPARABLE_LINEAR ? BlockKind.SEPARABLE : kind;
        return new SegmentStyle(
                drawn.ordinal(),
                drawn.token().substring(0, 2).toUpperCase(Locale.ROOT),
                drawn.label(),
                "sn-" + drawn.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Override
    public int compareTo(SegmentStyle other) {
        return Comparator.comparingInt(SegmentStyle::rank).compare(this, other);
    }
}
