package dev.sartor.latency.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A comparison of the latencies of two blocks at all positions where a space allows both.
 *
 * @param label    label of a block
 * @param baseline label of the block that it is compared with
 * @param comparisons at least one position, in descending order of input channels
 */
public record Contrast(
        String label,
        @JsonProperty("than") String baseline,
        @JsonProperty("at") List<Comparison> comparisons) {
    public Contrast {
        comparisons = comparisons.stream()
                .sorted(Comparator.comparingInt(
                        (Comparison a) -> -a.position().input().channels()))
                .toList();
    }

    /** The latency at one position divided by that of the baseline there. */
    public record Comparison(
            @JsonProperty("place") BlockPosition position,
            @JsonProperty("times") double ratio) {
        private boolean cheaper() {
            return ratio < 1;
        }

        private int channels() {
            return position.input().channels();
        }
    }

    /**
     * One sentence, such as "fused 3x3 with t=4 costs 1.9x separable 3x3 at 28x28x32, 0.80x at 14x14x8; with fewer than 16
     * channels it is cheaper".
     */
    public String sentence() {
        Comparison slowest = comparisons.stream()
                .max(Comparator.comparingDouble(Comparison::ratio))
                .orElseThrow();
        Comparison fastest = comparisons.stream()
                .min(Comparator.comparingDouble(Comparison::ratio))
                .orElseThrow();
        String extremes = slowest == fastest
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %sx at %s",
                        times(fastest),
                        fastest.position().text());
        return String.format(
                Locale.ROOT,
                "%s costs %sx %s at %s%s%s",
                label,
                times(slowest),
                baseline,
                slowest.position().text(),
                extremes,
                crossover().map(c -> "; " + c).orElse(""));
    }

    private static String times(Comparison comparison) {
        return String.format(Locale.ROOT, comparison.ratio() < 1 ? "%.2f" : "%.1f", comparison.ratio());
    }

    /** The number of input channels at which the block becomes faster than the baseline, in words, if there is one. */
    private Optional<String> crossover() {
        long cheaper = comparisons.stream().filter(Comparison::cheaper).count();
        if (cheaper == 0 || cheaper == comparisons.size()) {
            return Optional.empty();
        }
        boolean cheaperBelow = true;
        return crossoverChannels(cheaperBelow).stream()
                .mapToObj(c -> "with fewer than " + c + " channels it is cheaper")
                .findFirst()
                .or(() -> crossoverChannels(!cheaperBelow).stream()
                        .mapToObj(c -> "with " + c + " channels or more it is cheaper")
                        .findFirst());
    }

    /**
     * The number of channels that separates the positions where the block is cheaper from the others, if there is one.
     *
     * @param cheaperBelow whether the block is to be cheaper with fewer channels; otherwise with that number or more
     */
    private OptionalInt crossoverChannels(boolean cheaperBelow) {
        int channels = comparisons.stream()
                .filter(a -> a.cheaper() != cheaperBelow)
                .mapToInt(Comparison::channels)
                .min()
                .orElseThrow();
        return comparisons.stream().filter(a -> a.cheaper() == cheaperBelow).allMatch(a -> a.channels() < channels)
                ? OptionalInt.of(channels)
                : OptionalInt.empty();
    }
}
