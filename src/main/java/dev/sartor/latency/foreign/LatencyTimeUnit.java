package dev.sartor.latency.foreign;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A unit of time in which a file states latencies. */
public enum LatencyTimeUnit {
    /** Nanoseconds. */
    NS("ns", 1e-6, "nanoseconds", "nsec", "nanosecond", "nanos"),
    /** Microseconds. */
    US("us", 1e-3, "microseconds", "\u00B5s", "\u03BCs", "usec", "microsecond", "micros"),
    /** Milliseconds. */
    MS("ms", 1, "milliseconds", "msec", "millisecond", "millis"),
    /** Seconds. */
    S("s", 1e3, "seconds", "sec", "second");

    /** A column name that ends in a unit of time, such as {@code median (us)}, {@code latency_ms} or {@code us}. */
    private static final Pattern WITH_TIME_UNIT = Pattern.compile(
            "(?<name>|.*[\\s_\\[(./-])(?<unit>[\\p{L}\u00B5]+)[\\])]?", Pattern.UNICODE_CHARACTER_CLASS);

    private final String token;
    private final double ms;
    private final List<String> names;

    LatencyTimeUnit(String token, double ms, String... names) {
        this.token = token;
        this.ms = ms;
        this.names = List.of(names);
    }

    /** A column's name without its unit of time, and that unit. */
    record Column(String name, LatencyTimeUnit timeUnit) {}

    /** @throws UserError for anything but {@code ns}, {@code us}, {@code ms} and {@code s} */
    public static LatencyTimeUnit parse(String text) {
        return named(text.strip())
                .orElseThrow(() -> new UserError(
                        "'" + text + "' is not a unit of time",
                        "the --unit option",
                        Suggestions.fix(
                                text, Arrays.stream(values()).map(u -> u.token).toList())));
    }

    /** The unit of time in a column's name, if there is one. */
    static Optional<Column> ofColumn(String column) {
        Matcher m = WITH_TIME_UNIT.matcher(column.strip());
        return m.matches()
                ? named(m.group("unit")).map(u -> new Column(m.group("name").replaceFirst("[\\s_\\[(./-]+$", ""), u))
                : Optional.empty();
    }

    private static Optional<LatencyTimeUnit> named(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(u -> u.token.equals(lower) || u.names.contains(lower))
                .findFirst();
    }

    /** The number of milliseconds in this unit. */
    double ms() {
        return ms;
    }

    /** The name in sentences, {@code microseconds}. */
    String words() {
        return names.getFirst();
    }
}
