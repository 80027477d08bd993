package dev.sartor.latency.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A comparison of two blocks at all positions where a space allows both.
 *
 * @param baseline label of the block that the other one is compared with
 * @param at       at least one position, in descending order of input channels
 */
public record Contrast(String label, @JsonProperty("than") String baseline, List<At> at) {
    public Contrast {
        at = at.stream()
                .sorted(Comparator.comparingInt((At a) -> -a.place().input().channels()))
                .toList();
    }

    /** The latency at one position divided by that of the baseline there. */
    public record At(BlockPosition place, double times) {
        private boolean cheaper() {
            return times < 1;
        }

        private int channels() {
            return place.input().channels();
        }
    }

    /** One sentence, such as "fused 3x3 with t=4 costs 1.9x separable 3x3 at 28x28x32, 0.80x at 14x14x8; below 16 channels it is cheaper". */
    public String sentence() {
        At slowest = at.stream().max(Comparator.comparingDouble(At::times)).orElseThrow();
        At fastest = at.stream().min(Comparator.comparingDouble(At::times)).orElseThrow();
        String extremes = slowest == fastest
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %sx at %s",
                        times(fastest),
                        fastest.place().text());
        return String.format(
                Locale.ROOT,
                "%s costs %sx %s at %s%s%s",
                label,
                times(slowest),
                baseline,
                slowest.place().text(),
                extremes,
                crossover().map(c -> "; " + c).orElse(""));
    }

    private static String times(At at) {
        return String.format(Locale.ROOT, at.times() < 1 ? "%.2f" : "%.1f", at.times());
    }

    /** At which number of input channels it becomes faster than the baseline, if that number decides. */
    private Optional<String> crossover() {
        long cheaper = at.stream().filter(At::cheaper).count();
        if (cheaper == 0 || cheaper == at.size()) {
            return Optional.empty();
        }
        return crossoverChannels(true).stream()
                .mapToObj(c -> "below " + c + " channels it is cheaper")
                .findFirst()
                .or(() -> crossoverChannels(false).stream()
                        .mapToObj(c -> "from " + c + " channels on it is cheaper")
                        .findFirst());
    }

    /** The smallest number of channels from which on the comparison is reversed, if it is the same below. */
    private OptionalInt crossoverChannels(boolean cheaperBelow) {
        int channels = at.stream()
                .filter(a -> a.cheaper() != cheaperBelow)
                .mapToInt(At::channels)
                .min()
                .orElseThrow();
        return at.stream().filter(a -> a.cheaper() == cheaperBelow).allMatch(a -> a.channels() < channels)
                ? OptionalInt.of(channels)
                : OptionalInt.empty();
    }
}
