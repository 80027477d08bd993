package dev.sartor.latency.explanation;

import dev.sartor.base.math.Quantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A comparison of two blocks in several tables of one space, such as one in fp32 and one in int8.
 *
 * @param label     the block
 * @param baseline  the block that it is compared with
 * @param positions number of positions where the space allows both
 * @param ratios    by table, the median over the positions of the block's latency divided by that of the baseline
 */
public record ContrastOfTables(String label, String baseline, int positions, SequencedMap<String, Double> ratios) {
    public ContrastOfTables {
        ratios = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(ratios));
    }

    /**
     * The comparisons of a space's blocks.
     *
     * @param explanations explanations of the same space by the name of the table, one or more
     */
    public static List<ContrastOfTables> of(SequencedMap<String, Explanation> explanations) {
        List<ContrastOfTables> sideBySide = new ArrayList<>();
        List<Contrast> first = explanations.firstEntry().getValue().contrasts();
        for (int i = 0; i < first.size(); i++) {
            SequencedMap<String, Double> ratios = new LinkedHashMap<>();
            for (var table : explanations.entrySet()) {
                ratios.put(table.getKey(), median(table.getValue().contrasts().get(i)));
            }
            Contrast contrast = first.get(i);
            sideBySide.add(new ContrastOfTables(
                    contrast.label(),
                    contrast.baseline(),
                    contrast.comparisons().size(),
                    ratios));
        }
        return List.copyOf(sideBySide);
    }

    private static double median(Contrast contrast) {
        return Quantiles.median(contrast.comparisons().stream()
                .mapToDouble(Contrast.Comparison::ratio)
                .toArray());
    }

    /** One sentence, such as "separable 3x3, h-swish costs 1.3x separable 3x3 in fp32, 2.6x in int8 (median of 12 positions)". */
    public String sentence() {
        return label + " costs "
                + ratios.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%.2fx", e.getValue())
                                + (e.getKey().equals(ratios.firstEntry().getKey()) ? " " + baseline : "") + " in "
                                + e.getKey())
                        .collect(Collectors.joining(", "))
                + (positions == 1 ? "" : " (median of " + positions + " positions)");
    }
}
