package dev.sartor.cli.option;

import dev.sartor.base.NumberRange;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses durations such as {@code 5m}, {@code 90s} and {@code 1.5h}; a number without a unit is seconds. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9.]+)\\s*(h|m|min|s|)");
    private static final Duration MAX = Duration.ofDays(366);
    private static final NumberRange AMOUNTS =
            NumberRange.real(0, MAX.toSeconds()).aboveMin();

    @Override
    public Duration convert(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (m.matches()) {
            try {
                Duration duration = duration(AMOUNTS.parse(m.group(1)).doubleValue(), m.group(2));
                if (duration.isPositive() && duration.compareTo(MAX) <= 0) {
                    return duration;
                }
            } catch (IllegalArgumentException e) {
                // reported below, like a duration that is too long
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is not a duration such as 5m, 90s or 1.5h, of at most " + MAX.toDays() + " days");
    }

    private static Duration duration(double amount, String unit) {
        double seconds = amount
                * switch (unit) {
                    case "h" -> 3600;
                    case "m", "min" -> 60;
                    default -> 1;
                };
        return Duration.ofMillis(Math.round(1e3 * seconds));
    }
}
