package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands that start faster because the program builds a parser of their own options only. */
class QuickCommandsTest {
    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "describe --help", "describe mobilenet-v2", "presets", "spaces --help"})
    void quickCommandsPrintTheSameAsTheFullCommandLine(String line) {
        String[] args = line.split(" ");
        assertEquals(
                output(Sartor.commandLine(), args),
                output(QuickCommands.parser(args).orElseThrow(), args));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "search", "completion", "man-page", "describes"})
    void otherArgumentsAreLeftToTheFullCommandLine(String line) {
        assertTrue(QuickCommands.parser(line.isEmpty() ? new String[0] : line.split(" "))
                .isEmpty());
    }

    @Test
    void theLauncherRunsQuickCommandsWithASmallHeap() throws IOException {
        // the commands in the case of the launcher script that chooses a small heap
        var small = Pattern.compile("\"\" \\| -h \\| --help \\| (.*)\\)").matcher(Files.readString(Path.of("sartor")));
        assertTrue(small.find());
        // these two read all options, but compute nothing either
        Set<String> quick = new TreeSet<>(Set.of("-V", "--version", "completion", "man-page"));
        Sartor.commandLine().getSubcommands().keySet().stream()
                .filter(name -> QuickCommands.parser(new String[] {name}).isPresent())
                .forEach(quick::add);
        assertEquals(quick, new TreeSet<>(Set.of(small.group(1).split(" \\| "))));
    }

    private static String output(CommandLine parser, String[] args) {
        var out = new StringWriter();
        assertEquals(
                0,
                parser.setOut(new PrintWriter(out, true)).setUsageHelpWidth(110).execute(args));
        return out.toString();
    }
}
