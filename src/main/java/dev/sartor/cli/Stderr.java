package dev.sartor.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Restores the terminal as stderr. The JVM prints a warning about the incubating Vector API that no option suppresses. The
 * launcher therefore starts the JVM with stderr redirected to a filter, and passes the terminal as another file descriptor.
 */
final class Stderr {
    private static final int STDERR_DESCRIPTOR = 2;

    private Stderr() {}

    /** Duplicates the descriptor in the property {@code sartor.stderr} to stderr; does nothing if the property is not set. */
    @SuppressWarnings("restricted") // the launcher passes --enable-native-access
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
            int _ = (int) dup2.invokeExact(kept.intValue(), STDERR_DESCRIPTOR);
        } catch (Throwable e) {
            throw new IllegalStateException("stderr could not be restored from descriptor " + kept, e);
        }
    }
}
