package dev.sartor.cli.option;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses durations such as {@code 5m}, {@code 90s} and {@code 1.5h}; a number without a unit is seconds. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(h|m|min|s|)");

    @Override
    public Duration convert(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches() || Double.parseDouble(m.group(1)) <= 0) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 5m, 90s or 1.5h");
        }
        double seconds = Double.parseDouble(m.group(1))
                * switch (m.group(2)) {
                    case "h" -> 3600;
                    case "m", "min" -> 60;
                    default -> 1;
                };
        return Duration.ofMillis(Math.round(1e3 * seconds));
    }
}
