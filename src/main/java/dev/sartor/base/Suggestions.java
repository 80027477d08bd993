package dev.sartor.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests valid names for a mistyped one. */
public final class Suggestions {
    private Suggestions() {}

    /** The candidate with the smallest Levenshtein distance, if that is at most half the length of the typed name. */
    public static Optional<String> nearest(String typed, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.<String>comparingInt(c -> distance(typed, c)).thenComparing(Comparator.naturalOrder()))
                .filter(c -> distance(typed, c) <= Math.max(1, typed.length() / 2));
    }

    /** "did you mean X? Valid: A, B, C", for the third line of an error. */
    public static String fix(String typed, Collection<String> candidates) {
        return nearest(typed, candidates).map(n -> "did you mean '" + n + "'? ").orElse("") + "valid: "
                + String.join(", ", candidates);
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(row[j - 1], previous[j]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
