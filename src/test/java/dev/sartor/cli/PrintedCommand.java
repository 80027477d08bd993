package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a command that Sartor printed, exactly as printed: a POSIX shell splits it into words. */
public final class PrintedCommand {
    /** A command in a line of text; a semicolon followed by a blank ends it. */
    private static final Pattern COMMAND = Pattern.compile("sartor .*?(?=; |$)", Pattern.MULTILINE);

    private PrintedCommand() {}

    /** Name for a folder that a shell and a C locale treat badly: blanks, quotes, a dollar sign and, where possible, umlauts. */
    public static String unusualFolder() {
        boolean unicode =
                Charset.forName(System.getProperty("sun.jnu.encoding")).equals(StandardCharsets.UTF_8);
        return "it's \"a\" $HOME (x) & " + (unicode ? "Größe 日本" : "b");
    }

    /** Runs the first command after {@code marker} in the output of a program. */
    public static CommandRun run(String output, String marker) throws IOException, InterruptedException {
        return CommandRun.of(words(line(output, marker)).toArray(String[]::new));
    }

    /** The first command after {@code marker}. */
    public static String line(String output, String marker) {
        int from = output.indexOf(marker);
        assertTrue(from >= 0, "no '" + marker + "' in\n" + output);
        Matcher m = COMMAND.matcher(output);
        assertTrue(m.find(from + marker.length()), "no command after '" + marker + "' in\n" + output);
        return m.group();
    }

    /** The words of a command line without {@code sartor}, as a shell splits them. */
    public static List<String> words(String commandLine) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("/bin/sh", "-s").start();
        try (var in = shell.getOutputStream()) {
            in.write(("sartor() { printf '%s\\0' \"$@\"; }\n" + commandLine + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), commandLine + "\n" + errors);
        return Arrays.asList(words.substring(0, Math.max(0, words.length() - 1)).split("\0", -1));
    }
}
