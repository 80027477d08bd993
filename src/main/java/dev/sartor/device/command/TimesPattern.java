package dev.sartor.device.command;

import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.DoubleStream;

/**
 * A regular expression that finds times in the output of a command.
 *
 * @param pattern  the pattern, whose first group is the time; {@code ^} and {@code $} match at line ends
 * @param msOfUnit milliseconds per unit of the printed times
 */
record TimesPattern(Pattern pattern, double msOfUnit) {
    /** The digits of a number that stand directly before a match. */
    private static final Pattern NUMBER_BEFORE = Pattern.compile("[0-9][0-9.,]*$");
    /** The continuation of a number: further digits, a decimal part or an exponent. */
    private static final Pattern NUMBER_AFTER = Pattern.compile("[0-9]*(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?");

    /** Maximum number of characters of a number, or of a unit, beside a match. */
    private static final int MAX_CHARACTERS_BESIDE = 30;

    /** Numbers whose comma cannot separate thousands. */
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("[+-]?(?:[0-9]+,[0-9]{1,2}|[0-9]+,[0-9]{4,}|0,[0-9]+)");
    /** A whole number in English, a fraction in most of Europe. */
    private static final Pattern AMBIGUOUS_COMMA = Pattern.compile("[+-]?[1-9][0-9]{0,2},[0-9]{3}");

    private static final Pattern UNIT_AFTER = Pattern.compile(
            "[ \\t]?("
                + "s|secs?|seconds?|ms|msecs?|milliseconds?|[u\u00b5\u03bc]s|usecs?|microseconds?|ns|nsecs?|nanoseconds?)(?![\\w/])");

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

    /**
     * All times in a text, in order; empty if any match is not a positive number. A decimal comma is read as a decimal point.
     *
     * @throws ShellCommand.Failure if the group matched only a part of a number, such as the 5 of {@code 5,3}
     */
    double[] timesMs(String output) throws ShellCommand.Failure {
        for (MatchResult match : pattern.matcher(output).results().toList()) {
            requireCompleteNumber(output, match);
            requireUnambiguous(match);
            requireUnit(output, match);
        }
        double[] times = pattern.matcher(output)
                .results()
                .flatMapToDouble(m -> number(m.group(1)))
                .toArray();
        return DoubleStream.of(times).allMatch(ms -> ms > 0 && Double.isFinite(ms)) ? times : new double[0];
    }

    private void requireCompleteNumber(String output, MatchResult match) throws ShellCommand.Failure {
        if (match.group(1) == null || match.group(1).isEmpty()) {
            return;
        }
        Matcher before = NUMBER_BEFORE.matcher(
                output.substring(Math.max(0, match.start(1) - MAX_CHARACTERS_BESIDE), match.start(1)));
        Matcher after = NUMBER_AFTER.matcher(textAfter(output, match));
        String number =
                (before.find() ? before.group() : "") + match.group(1) + (after.lookingAt() ? after.group() : "");
        // with several commas, or a comma beside a decimal point, these are several numbers
        boolean list = number.chars().filter(c -> c == ',').count() > 1
                || match.group(1).contains(".") && number.contains(",");
        if (!number.equals(match.group(1)) && !list) {
            throw new ShellCommand.Failure("the pattern '" + pattern + "' matched only '" + match.group(1)
                    + "' of the number '" + number + "': its group must match the whole number, as ([0-9.,e+-]+) does");
        }
    }

    private static void requireUnambiguous(MatchResult match) throws ShellCommand.Failure {
        if (match.group(1) != null
                && AMBIGUOUS_COMMA.matcher(match.group(1).strip()).matches()) {
            throw new ShellCommand.Failure("'" + match.group(1)
                    + "' may be a number with a decimal comma or one with a comma after the thousands:"
                    + " print times with a decimal point, as under LC_ALL=C");
        }
    }

    /** The unit that the output names after a number must be the one of this pattern. */
    private void requireUnit(String output, MatchResult match) throws ShellCommand.Failure {
        if (match.group(1) == null) {
            return;
        }
        Matcher unitAfter = UNIT_AFTER.matcher(textAfter(output, match));
        if (unitAfter.lookingAt() && UNITS.get(unitOf(unitAfter.group(1))) != msOfUnit) {
            throw new ShellCommand.Failure("'" + match.group(1) + unitAfter.group()
                    + "' is not in the unit of the device file: write unit: " + unitOf(unitAfter.group(1)));
        }
    }

    private static String textAfter(String output, MatchResult match) {
        return output.substring(match.end(1), Math.min(output.length(), match.end(1) + MAX_CHARACTERS_BESIDE));
    }

    private static String unitOf(String printed) {
        return switch (printed.charAt(0)) {
            case 'm' -> printed.startsWith("mic") ? "us" : "ms";
            case 'n' -> "ns";
            case 'u', '\u00b5', '\u03bc' -> "us";
            default -> "s";
        };
    }

    private DoubleStream number(String match) {
        String text = match != null && DECIMAL_COMMA.matcher(match.strip()).matches() ? match.replace(',', '.') : match;
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
