package dev.sartor.base.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs command lines in the system's shell, and quotes their arguments. */
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
     * Starts a program without input that is killed when this process ends for any reason. A second shell waits at a pipe, which
     * the system closes when this process ends, and then kills the program. On Windows the program may outlive this process.
     */
    public static Process startKilledWithParent(String program) throws IOException {
        return start(
                WINDOWS
                        ? program
                        : "exec 3<&0; " + program + " </dev/null 3<&- & program=$!; { read -r end <&3; kill -9"
                                + " $program; } >/dev/null 2>&1 & exec 3<&-; wait $program;"
                                + " status=$?; kill $! 2>&-; exit $status",
                Map.of());
    }

    /** A text, quoted if necessary, as one word of a command line; an empty text remains empty. */
    public static String quote(String text) {
        if (text.matches(PLAIN)) {
            return text;
        }
        return WINDOWS ? '"' + text + '"' : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Kills a process and all its descendants. */
    public static void killTree(Process process) {
        // the command may be a child of the shell, and would outlive it
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
