package dev.sartor.device.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.base.process.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are written for a POSIX shell")
class PlaceholderQuotingTest {
    private static final String[] VALUES = {
        "plain",
        "two words",
        "it's",
        "\"quoted\"",
        "$(echo INJECTED)",
        "`echo INJECTED`",
        "; echo INJECTED",
        "'; echo INJECTED; '",
        "\"; echo INJECTED; \"",
        "'\"'; echo INJECTED",
        "a\\",
        "\\'",
        "$HOME",
        "*",
        "~",
        "A=b",
        "#no comment",
        "&& echo INJECTED",
        "{x}",
        "日本 лиса"
    };

    private static String output(String template, String value) throws IOException {
        String command = new CommandTemplate(template).fill(Map.of("x", value));
        Process process = Shell.start(command, Map.of("PATH", System.getenv("PATH")));
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Each template prints its value between brackets. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '[%s]' {x}",
                "printf '[%s]' \"{x}\"",
                "printf '[%s]' '{x}'",
                "printf \"[%s]\" {x}",
                "printf '%s' \"[{x}]\"",
                "printf '%s' '['{x}']'",
                "sh -c 'printf \"[%s]\" {x}'",
                "sh -c \"printf '[%s]' {x}\"",
                "sh -c 'printf \"[%s]\" \"{x}\"'",
                "sh -c \"printf '[%s]' '{x}'\"",
                "sh -c \"printf '[%s]' \\\"{x}\\\"\"",
                "sh -c \"sh -c \\\"printf '[%s]' {x}\\\"\"",
                "sh -c 'sh -c \"printf [%s] {x}\"'",
                "printf '%s' \"$(printf '[%s]' {x})\"",
                "printf '%s' \"$(printf '[%s]' \"{x}\")\"",
                "eval \"printf '[%s]' {x}\"",
                "(printf '[%s]' {x})",
                "printf '[%s]' {x} # {x}",
                "true;#'\nprintf '[%s]' {x}",
                "if true; then printf '[%s]' {x}; fi",
                "v={x}; printf '[%s]' \"$v\""
            })
    void theShellNeverRunsTheValueOfAPlaceholder(String template) throws IOException {
        for (String value : VALUES) {
            assertEquals("[" + value + "]", output(template, value), template + " with " + value);
        }
    }

    @Test
    void theShellNeverRunsRandomValuesInNestedQuotes() throws IOException {
        String alphabet = " '\"\\$`;&|<>(){}#*?!~=%ab\u00e9";
        for (long seed = 1; seed <= 30; seed++) {
            var random = new SplittableRandom(seed);
            var value = new StringBuilder("v");
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            value.append('v');
            for (String template : new String[] {
                "printf '[%s]' {x}", "sh -c \"printf '[%s]' {x}\"", "sh -c 'sh -c \"printf [%s] {x}\"'"
            }) {
                assertEquals("[" + value + "]", output(template, value.toString()), "seed " + seed + ": " + template);
            }
        }
    }

    @Test
    void aProgramNameIsNeverAnAssignment() throws IOException {
        assertEquals("", output("{x} echo INJECTED", "A=b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo `cat {x}`",
                "echo \"`cat {x}`\"",
                "cat <<EOF\n{x}\nEOF",
                "echo '{x}",
                "echo \"{x}",
                "echo $(cat {x}",
                "echo \\{x}",
                "echo $'a\\'{x}'",
                "echo $(case a in a) echo {x};; esac)"
            })
    void placeholdersWhereAValueCannotBeQuotedAreRefused(String template) {
        assertThrows(PlaceholderQuoting.Unsupported.class, () -> PlaceholderQuoting.of(template));
    }
}
