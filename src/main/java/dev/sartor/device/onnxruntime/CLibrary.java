package dev.sartor.device.onnxruntime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Functions of the C library without an equivalent in Java. */
@SuppressWarnings("restricted")
final class CLibrary {
    private static final Optional<MethodHandle> SETENV = function(
            "setenv",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final Optional<MethodHandle> MALLOC_TRIM =
            function("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private static final int OVERWRITE = 1;
    /** Number of free bytes that malloc_trim leaves at the end of the heap. */
    private static final long NO_PADDING = 0;

    private CLibrary() {}

    /**
     * Sets an environment variable for native libraries; {@code System.getenv} is a copy made at the start of the process. Does
     * nothing where the library has no {@code setenv} (Windows).
     */
    static void setEnvironment(String name, String value) {
        if (SETENV.isEmpty()) {
            return;
        }
        int failed;
        try (Arena arena = Arena.ofConfined()) {
            failed = (int) SETENV.get().invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), OVERWRITE);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv " + name, e);
        }
        if (failed != 0) {
            throw new IllegalStateException("setenv refuses " + name);
        }
    }

    /** Returns freed native memory to the system, if the library is glibc, which otherwise keeps it. */
    static void trimMemory() {
        if (MALLOC_TRIM.isEmpty()) {
            return;
        }
        try {
            int _ = (int) MALLOC_TRIM.get().invokeExact(NO_PADDING);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc_trim", e);
        }
    }

    private static Optional<MethodHandle> function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, descriptor));
    }
}
