package dev.sartor.base.csv;

import java.util.List;

/** Detects the character that separates the columns of a CSV file: a comma, a semicolon or a tab. */
final class CsvDelimiter {
    private static final List<Character> CANDIDATES = List.of(',', ';', '\t');
    /** Number of lines that are compared with the header line. */
    private static final int LINES = 20;

    /** Added to the score if all lines have equally many columns; any other score is at most this. */
    private static final int EQUAL_IN_ALL = Short.MAX_VALUE;

    private CsvDelimiter() {}

    /**
     * The delimiter that divides the first lines into equally many columns, at least two; if there are several, the one with
     * the most columns.
     */
    static char of(String text) {
        List<String> lines = text.lines().filter(l -> !l.isBlank()).limit(LINES).toList();
        char best = CANDIDATES.getFirst();
        int bestScore = 0;
        for (char candidate : CANDIDATES) {
            int score = score(lines, candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /** The number of delimiters in a line; increased if all lines have equally many, and 0 if there is none. */
    private static int score(List<String> lines, char delimiter) {
        if (lines.isEmpty()) {
            return 0;
        }
        int delimiters = count(lines.getFirst(), delimiter);
        boolean equalInAll = lines.stream().allMatch(l -> count(l, delimiter) == delimiters);
        return delimiters == 0 ? 0 : equalInAll ? delimiters + EQUAL_IN_ALL : Math.min(delimiters, EQUAL_IN_ALL);
    }

    /** The number of delimiters outside of double quotes. */
    private static int count(String line, char delimiter) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += c == delimiter && !quoted ? 1 : 0;
        }
        return count;
    }
}
