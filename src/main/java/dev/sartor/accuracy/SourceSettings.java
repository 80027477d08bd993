package dev.sartor.accuracy;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Settings of an accuracy source: the part after the colon in {@code training:epochs=2,images=4000}.
 *
 * @param text   the whole text, for error messages
 * @param values the values by key
 */
record SourceSettings(String text, Map<String, String> values) {
    /** A whole number from 1 to 999 999 999. */
    private static final String POSITIVE = "[1-9][0-9]{0,8}";

    SourceSettings {
        values = Map.copyOf(values);
    }

    /**
     * The settings of a text {@code KIND} or {@code KIND:key=value,key=value}.
     *
     * @throws UserError for a key that is not among {@code knownKeys}, is given twice, or has no value
     */
    static SourceSettings parse(String text, List<String> knownKeys) {
        int colon = text.indexOf(':');
        return of(
                text, colon < 0 ? List.of() : List.of(text.substring(colon + 1).split(",", -1)), knownKeys);
    }

    /** The settings of a list of {@code key=value}. */
    static SourceSettings of(String text, List<String> settings, List<String> knownKeys) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach(s -> add(s, knownKeys, values, text));
        return new SourceSettings(text, values);
    }

    private static void add(String setting, List<String> knownKeys, Map<String, String> values, String text) {
        String[] keyValue = setting.split("=", 2);
        if (!knownKeys.contains(keyValue[0])) {
            throw error("unknown setting '" + keyValue[0] + "'", text, Suggestions.fix(keyValue[0], knownKeys));
        }
        if (keyValue.length != 2) {
            throw error("'" + setting + "' has no value", text, "write " + setting + "=N");
        }
        if (values.put(keyValue[0], keyValue[1]) != null) {
            throw error("'" + keyValue[0] + "' is given twice", text, "omit one of them");
        }
    }

    /** A positive whole number, if it is given. */
    OptionalInt positive(String key) {
        String value = values.get(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.matches(POSITIVE)) {
            throw error(
                    "'" + key + "=" + value + "' is not a positive whole number",
                    text,
                    "write a number such as " + key + "=2");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }

    /** A positive whole number; the default if it is not given. */
    int positive(String key, int defaultValue) {
        return positive(key).orElse(defaultValue);
    }

    /** A whole number that may be 0; the default if it is not given. */
    int nonNegative(String key, int defaultValue) {
        return "0".equals(values.get(key)) ? 0 : positive(key, defaultValue);
    }

    /** One of these words; the first if none is given. */
    String word(String key, List<String> words) {
        String value = values.getOrDefault(key, words.getFirst());
        if (!words.contains(value)) {
            throw error("'" + key + "=" + value + "' is unknown", text, Suggestions.fix(value, words));
        }
        return value;
    }

    /** @throws UserError if the number is given and larger than this */
    void requireAtMost(String key, int maximum) {
        int ifNotGiven = 0;
        if (nonNegative(key, ifNotGiven) > maximum) {
            throw error(
                    "'" + key + "=" + values.get(key) + "' is too large",
                    text,
                    "write " + key + "=" + maximum + " or less");
        }
    }

    /** An error in a specification. */
    static UserError error(String what, String text, String fix) {
        return new UserError(what, "accuracy '" + text + "'", fix);
    }
}
