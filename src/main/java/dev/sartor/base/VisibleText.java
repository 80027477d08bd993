package dev.sartor.base;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts from files and other programs, made safe for a terminal. Control characters can move the cursor, erase lines and control the terminal, and
 * Unicode's bidirectional controls can reorder what is shown. Each is written as an escape such as <code>&#92;u001b</code>, which
 * means the same character in JSON.
 */
public final class VisibleText {
    private static final String BIDIRECTIONAL = "\\u202a-\\u202e\\u2066-\\u2069";
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}" + BIDIRECTIONAL + "&&[^\\n\\t]]");
    private static final Pattern UNSAFE_IN_LINE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029" + BIDIRECTIONAL + "&&[^\\t]]");

    private VisibleText() {}

    /** A text of any number of lines. */
    public static String of(String text) {
        return escape(text, UNSAFE);
    }

    /** A text that stays within one line: ends of lines are escaped too, so that it cannot look like a line of the program. */
    public static String line(String text) {
        return escape(text, UNSAFE_IN_LINE);
    }

    private static String escape(String text, Pattern unsafe) {
        return unsafe.matcher(text)
                .replaceAll(m ->
                        String.format(Locale.ROOT, "\\\\u%04x", (int) m.group().charAt(0)));
    }
}
