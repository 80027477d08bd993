package dev.sartor.latency.explanation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One choice against another wherever a space allows both.
 *
 * @param at at least one, the widest input first
 */
public record Contrast(String label, String than, List<At> at) {
    public Contrast {
        at = at.stream()
                .sorted(Comparator.comparingInt((At a) -> -a.place().input().channels()))
                .toList();
    }

    /** How many times as long it takes as the other at one place. */
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
        At dearest = at.stream().max(Comparator.comparingDouble(At::times)).orElseThrow();
        At cheapest = at.stream().min(Comparator.comparingDouble(At::times)).orElseThrow();
        String extremes = dearest == cheapest
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %sx at %s",
                        times(cheapest),
                        cheapest.place().text());
        return String.format(
                Locale.ROOT,
                "%s costs %sx %s at %s%s%s",
                label,
                times(dearest),
                than,
                dearest.place().text(),
                extremes,
                turn().map(t -> "; " + t).orElse(""));
    }

    private static String times(At at) {
        return String.format(Locale.ROOT, at.times() < 1 ? "%.2f" : "%.1f", at.times());
    }

    /** From where on it is cheaper, if the number of input channels decides that. */
    private Optional<String> turn() {
        long cheaper = at.stream().filter(At::cheaper).count();
        if (cheaper == 0 || cheaper == at.size()) {
            return Optional.empty();
        }
        return narrowestAbove(true).stream()
                .mapToObj(c -> "below " + c + " channels it is cheaper")
                .findFirst()
                .or(() -> narrowestAbove(false).stream()
                        .mapToObj(c -> "from " + c + " channels on it is cheaper")
                        .findFirst());
    }

    /** The least width from which on all are of the other sort, if all narrower ones are of this sort. */
    private OptionalInt narrowestAbove(boolean cheaperBelow) {
        int least = at.stream()
                .filter(a -> a.cheaper() != cheaperBelow)
                .mapToInt(At::channels)
                .min()
                .orElseThrow();
        return at.stream().filter(a -> a.cheaper() == cheaperBelow).allMatch(a -> a.channels() < least)
                ? OptionalInt.of(least)
                : OptionalInt.empty();
    }
}
