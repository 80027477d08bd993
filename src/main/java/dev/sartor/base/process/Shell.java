package dev.sartor.base.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts programs, and command lines in the system's shell. */
public final class Shell {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    /** Texts that need no quotes. */
    private static final String PLAIN = "[A-Za-z0-9_./:=@%+,-]*";

    /** A shell script that runs its arguments as a program, and kills the program when the script's standard input ends. */
    private static final String BOUND_PROGRAM =
            "exec 3<&0; \"$@\" </dev/null 3<&- & program=$!; { read -r end <&3; kill -9 $program; } >/dev/null 2>&1 &"
                    + " exec 3<&-; wait $program; status=$?; kill $! 2>&-; exit $status";

    private Shell() {}

    /** Whether command lines are those of Windows. */
    public static boolean isWindows() {
        return WINDOWS;
    }

    /**
     * Starts a command line that the user has written, in the system's shell. Values that come from elsewhere must be quoted in
     * it, or be passed to {@link #startProgram}.
     *
     * @param environment variables in addition to those of this process
     */
    public static Process start(String commandLine, Map<String, String> environment) throws IOException {
        return start(commandLine, environment, Optional.empty());
    }

    /**
     * Starts a command line as {@link #start(String, Map)} does.
     *
     * @param folder the working directory; empty for that of this process
     */
    public static Process start(String commandLine, Map<String, String> environment, Optional<Path> folder)
            throws IOException {
        return start(
                WINDOWS ? List.of("cmd", "/c", commandLine) : List.of("/bin/sh", "-c", commandLine),
                environment,
                folder);
    }

    /**
     * Starts a program without a shell.
     *
     * @param words       the program and its arguments, in which no character has a special meaning
     * @param environment variables in addition to those of this process
     */
    public static Process startProgram(List<String> words, Map<String, String> environment) throws IOException {
        return start(words, environment, Optional.empty());
    }

    private static Process start(List<String> words, Map<String, String> environment, Optional<Path> folder)
            throws IOException {
        var builder = new ProcessBuilder(words);
        folder.map(Path::toFile).ifPresent(builder::directory);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Starts a program without input that ends when this process ends, for whatever reason: the system then closes a pipe
     * that a shell waits for, which kills the program. On Windows the program may outlive this process.
     *
     * @param words the program and its arguments, in which no character has a special meaning
     */
    public static Process startKilledWithParent(List<String> words) throws IOException {
        if (WINDOWS) {
            return startProgram(words, Map.of());
        }
        List<String> bound = new ArrayList<>(List.of("/bin/sh", "-c", BOUND_PROGRAM, "sartor"));
        bound.addAll(words);
        return startProgram(bound, Map.of());
    }

    /** A text quoted as one word of a command line; an empty text stays empty. */
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
