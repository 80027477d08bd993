package dev.sartor.device.command;

import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.DoubleStream;

/**
 * A regular expression that finds times in the output of a command.
 *
 * @param pattern  its first group is the time; {@code ^} and {@code $} match at line ends
 * @param msOfUnit milliseconds per unit of the printed times
 */
record TimesPattern(Pattern pattern, double msOfUnit) {
    private static final Map<String, Double> UNITS = Map.of("s", 1e3, "ms", 1.0, "us", 1e-3, "ns", 1e-6);

    static TimesPattern of(YamlNode pattern, YamlNode unit) {
        try {
            Pattern compiled = Pattern.compile(YamlValues.string(pattern), Pattern.MULTILINE);
            if (compiled.matcher("").groupCount() < 1) {
                throw pattern.location()
                        .error(
                                "the pattern has no group for the time",
                                "put the number's part in parentheses, as in 'average: ([0-9.]+) ms'");
            }
            return new TimesPattern(compiled, YamlValues.oneOf(unit, UNITS));
        } catch (PatternSyntaxException e) {
            throw pattern.location()
                    .error(
                            "not a regular expression: " + e.getDescription() + " at character " + e.getIndex(),
                            "fix it; in YAML, put a pattern between single quotes");
        }
    }

    /** All times in a text, in order; empty if any match is not a positive number. */
    double[] timesMs(String output) {
        double[] times = pattern.matcher(output)
                .results()
                .flatMapToDouble(m -> number(m.group(1)))
                .toArray();
        return DoubleStream.of(times).allMatch(ms -> ms > 0 && Double.isFinite(ms)) ? times : new double[0];
    }

    private DoubleStream number(String text) {
        try {
            return DoubleStream.of(Double.parseDouble(text) * msOfUnit);
        } catch (NumberFormatException | NullPointerException e) {
            return DoubleStream.of(Double.NaN);
        }
    }

    /** The pattern and its unit, for a certificate. */
    String text() {
        return pattern.pattern() + " x " + msOfUnit + " ms";
    }
}
