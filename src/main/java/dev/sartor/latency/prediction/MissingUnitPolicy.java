package dev.sartor.latency.prediction;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The treatment of units (stems, blocks and heads) that a table lacks. */
public enum MissingUnitPolicy {
    /** Refuse the prediction, with the command that measures them. */
    REFUSE,
    /** Estimate their costs from the table's other units; the interval becomes wider. */
    INTERPOLATE;

    /** @throws UserError for anything but {@code refuse} and {@code interpolate} */
    public static MissingUnitPolicy parse(String text) {
        List<String> names =
                Arrays.stream(values()).map(MissingUnitPolicy::text).toList();
        return Arrays.stream(values())
                .filter(m -> m.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "'" + text + "' is not a policy for missing units",
                        "missing '" + text + "'",
                        Suggestions.fix(text, names)));
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
