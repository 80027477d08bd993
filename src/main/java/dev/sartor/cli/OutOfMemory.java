package dev.sartor.cli;

import dev.sartor.base.UserError;
import dev.sartor.cli.output.ConsoleFormat;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The error that a user sees when the memory of the Java virtual machine is exhausted. */
final class OutOfMemory {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private OutOfMemory() {}

    /** Whether an exception was caused by exhausted memory, in any thread. */
    static boolean causes(Throwable e) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = e; t != null && seen.add(t); t = t.getCause()) {
            if (t instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /**
     * The error, whose fix is the same command with twice the memory.
     *
     * @param command  the command line
     * @param maxBytes the memory that the virtual machine may use for its heap
     */
    static UserError error(Throwable cause, String command, long maxBytes) {
        return new UserError(
                ConsoleFormat.format("out of memory: %,d MiB do not suffice", maxBytes / MIB),
                command,
                "allow more memory, if the machine has it: SARTOR_JAVA_OPTIONS=-Xmx" + Math.max(2, 2 * maxBytes / GIB)
                        + "g " + command + "; or use fewer or smaller images, or a smaller --batch",
                UserError.ExitCode.FAILED,
                cause);
    }
}
