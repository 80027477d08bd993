package dev.sartor.base.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Command lines in the system's shell. */
public final class Shell {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final String PLAIN = "[A-Za-z0-9_./:=@%+,-]*";

    private Shell() {}

    /** Starts a command line; {@code environment} is added to this process's own. */
    public static Process start(String commandLine, Map<String, String> environment) throws IOException {
        var builder =
                new ProcessBuilder(WINDOWS ? List.of("cmd", "/c", commandLine) : List.of("/bin/sh", "-c", commandLine));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Starts a program of no input that ends when this process does, however that happens: the system then closes the
     * program's standard input, and a second shell waits for nothing else. On Windows it may outlive this process.
     */
    public static Process startTied(String program) throws IOException {
        return start(
                WINDOWS
                        ? program
                        : "exec 3<&0; " + program + " </dev/null 3<&- & program=$!; { read -r end <&3; kill -9"
                                + " $program; } >/dev/null 2>&1 & exec 3<&-; wait $program;"
                                + " status=$?; kill $! 2>&-; exit $status",
                Map.of());
    }

    /** A text as one word of a command line, whatever is in it; nothing stays nothing. */
    public static String word(String text) {
        if (text.matches(PLAIN)) {
            return text;
        }
        return WINDOWS ? '"' + text + '"' : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Ends a process and all that it started, without asking them. */
    public static void kill(Process process) {
        // the shell may or may not have become the command itself; its children would outlive it
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
