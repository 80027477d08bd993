package dev.sartor.report;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockKind;
import dev.sartor.arch.Head;
import dev.sartor.arch.Stem;
import java.util.Comparator;
import java.util.Locale;

/**
 * A kind of segment that a drawing tells apart, by a colour and by the two letters in the box.
 *
 * @param rank  its place in a legend
 * @param code  the letters in the box
 * @param label the words of the legend
 * @param style the style class that colours it, {@code sn-inverted}
 */
record SegmentKind(int rank, String code, String label, String style) implements Comparable<SegmentKind> {
    static final SegmentKind INPUT = new SegmentKind(-2, "", "input", "sn-input");
    static final SegmentKind STEM = new SegmentKind(-1, "ST", "stem convolution", "sn-stem");
    static final SegmentKind HEAD = new SegmentKind(BlockKind.values().length, "HD", "head", "sn-head");

    static SegmentKind of(ArchitecturePart part) {
        return switch (part) {
            case Stem _ -> STEM;
            case Block b -> of(b.kind());
            case Head.Classifier _ -> HEAD;
        };
    }

    /** The first two letters of a kind's token; both separable kinds are drawn alike. */
    private static SegmentKind of(BlockKind kind) {
        BlockKind drawn = kind == BlockKind.SEPARABLE_LINEAR ? BlockKind.SEPARABLE : kind;
        return new SegmentKind(drawn.ordinal(), drawn.token().substring(0, 2).toUpperCase(Locale.ROOT), drawn.label(),
                "sn-" + drawn.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Override
    public int compareTo(SegmentKind other) {
        return Comparator.comparingInt(SegmentKind::rank).compare(this, other);
    }
}
