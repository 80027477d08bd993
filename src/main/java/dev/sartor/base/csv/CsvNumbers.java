package dev.sartor.base.csv;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the numbers of one column, with a decimal point or a decimal comma and optional thousands separators. The values of the
 * column together decide which of the two is the decimal mark.
 */
final class CsvNumbers {
    private static final Set<String> MISSING =
            Set.of("", "nan", "na", "n/a", "#n/a", "#na", "null", "none", "-", "--", "?");
    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    /** Digits in groups of three; {@code s} stands for the separator. */
    private static final String GROUPED = "[+-]?[1-9]\\d{0,2}(s\\d{3})+";

    private static final Pattern COMMA_GROUPS = Pattern.compile(GROUPED.replace("s", ","));
    private static final Pattern POINT_GROUPS = Pattern.compile(GROUPED.replace("s", "\\."));

    private final boolean decimalComma;
    /** Whether all commas of the column could be decimal or thousands separators. */
    private final boolean ambiguous;

    /**
     * @param values    all values of the column
     * @param delimiter the character that separates the columns of the file
     */
    CsvNumbers(List<String> values, char delimiter) {
        // whether some value has a decimal comma, a decimal point, or a comma that could also separate thousands
        boolean comma = false;
        boolean point = false;
        boolean ambiguousComma = false;
        for (String value : values) {
            String text = value.strip();
            int lastComma = text.lastIndexOf(',');
            int lastPoint = text.lastIndexOf('.');
            if (lastComma >= 0 && lastPoint >= 0) {
                comma |= lastComma > lastPoint;
                point |= lastPoint > lastComma;
            } else if (lastComma >= 0) {
                boolean groups = COMMA_GROUPS.matcher(text).matches();
                ambiguousComma |= groups;
                comma |= !groups;
            } else {
                point |= lastPoint >= 0 && !POINT_GROUPS.matcher(text).matches();
            }
        }
        decimalComma = !point && (comma || ambiguousComma && delimiter != ',');
        ambiguous = ambiguousComma && !comma && !point && delimiter == ',';
    }

    /** Whether a value stands for a missing number: empty, NaN, NA and similar texts. */
    static boolean isMissing(String text) {
        return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** The number; empty if the text is not a number, which includes a missing one. */
    OptionalDouble parse(String value) {
        String text = value.strip();
        if (decimalComma) {
            boolean groups = text.indexOf('.') >= 0;
            if (groups && !POINT_GROUPS.matcher(text.split("[,eE]", 2)[0]).matches()) {
                return OptionalDouble.empty();
            }
            text = text.replace(".", "").replace(',', '.');
        } else if (text.indexOf(',') >= 0) {
            if (ambiguous || !COMMA_GROUPS.matcher(text.split("[.eE]", 2)[0]).matches()) {
                return OptionalDouble.empty();
            }
            text = text.replace(",", "");
        }
        return PLAIN.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
