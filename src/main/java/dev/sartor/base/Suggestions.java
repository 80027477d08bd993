package dev.sartor.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the valid name that a mistyped one was probably meant to be. */
public final class Suggestions {
    private Suggestions() {}

    /** The candidate with the least Levenshtein distance, if that is at most half of the typed name's length. */
    public static Optional<String> to(String typed, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.<String>comparingInt(c -> distance(typed, c)).thenComparing(Comparator.naturalOrder()))
                .filter(c -> distance(typed, c) <= Math.max(1, typed.length() / 2));
    }

    /** "did you mean X? Valid: A, B, C", ready to stand as the third line of an error. */
    public static String fix(String typed, Collection<String> candidates) {
        return to(typed, candidates).map(n -> "did you mean '" + n + "'? ").orElse("") + "valid: "
                + String.join(", ", candidates);
    }

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
