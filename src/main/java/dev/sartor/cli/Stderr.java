package dev.sartor.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Takes back the terminal's stderr. The launcher starts the JVM with stderr in a file, since the JVM prints a line about
 * the incubating Vector API that no option silences, and hands the true one over as another descriptor.
 */
final class Stderr {
    private Stderr() {}

    /** Makes the descriptor named by {@code sartor.stderr} the process's stderr; nothing where there is none. */
    @SuppressWarnings("restricted") // --enable-native-access stands in the launcher
    static void restore() {
        Integer kept = Integer.getInteger("sartor.stderr");
        if (kept == null) {
            return;
        }
        try {
            var linker = Linker.nativeLinker();
            MethodHandle dup2 = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("dup2"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int unused = (int) dup2.invokeExact(kept.intValue(), 2);
        } catch (Throwable e) {
            throw new IllegalStateException("stderr could not be restored from descriptor " + kept, e);
        }
    }
}
