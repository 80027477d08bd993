package dev.sartor.device.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes a line of JSON: replaces a value, removes a field, replaces a character, or cuts the line off. */
final class JsonMutator {
    private static final Pattern VALUE =
            Pattern.compile("(?<=:)(-?[0-9][0-9.eE+-]*|\"[^\"]*\"|true|false|null|\\[[^\\[\\]]*])");
    private static final Pattern FIELD =
            Pattern.compile(",?\"[A-Za-z0-9]+\":(-?[0-9.eE+]+|\"[^\"]*\"|true|false|null)");
    private static final List<String> REPLACEMENTS = List.of(
            "null",
            "0",
            "-5",
            "1",
            "2147483647",
            "2147483648",
            "-9223372036854775809",
            "1e400",
            "1.5",
            "\"NaN\"",
            "\"\"",
            "\"x\"",
            "\"" + "y".repeat(20_000) + "\"",
            "true",
            "[]",
            "[null]",
            "[-1]",
            "{}",
            "[[]]");

    private final RandomGenerator random;

    JsonMutator(RandomGenerator random) {
        this.random = random;
    }

    String mutate(String line) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> replace(line, VALUE, REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size())));
            case 2 -> replace(line, FIELD, "");
            case 3 -> replaceCharacter(line);
            default -> line.substring(0, random.nextInt(line.length()));
        };
    }

    private String replace(String line, Pattern pattern, String by) {
        List<MatchResult> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
            found.add(matcher.toMatchResult());
        }
        if (found.isEmpty()) {
            return replaceCharacter(line);
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return line.substring(0, one.start()) + by + line.substring(one.end());
    }

    private String replaceCharacter(String line) {
        int at = random.nextInt(line.length());
        return line.substring(0, at) + (char) random.nextInt(' ', 127) + line.substring(at + 1);
    }
}
