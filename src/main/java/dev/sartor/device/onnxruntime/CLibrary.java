package dev.sartor.device.onnxruntime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The few functions of the C library that Java has no word for. */
@SuppressWarnings("restricted")
final class CLibrary {
    private static final Optional<MethodHandle> SETENV = function(
            "setenv",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final Optional<MethodHandle> GETENV =
            function("getenv", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    private static final Optional<MethodHandle> MALLOC_TRIM =
            function("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private CLibrary() {}

    /**
     * Sets a variable in the process's environment as native libraries see it; {@code System.getenv} is a copy made at
     * the start. Does nothing where the library has no {@code setenv} (Windows).
     */
    static void setEnvironment(String name, String value) {
        if (SETENV.isEmpty()) {
            return;
        }
        int failed;
        try (Arena arena = Arena.ofConfined()) {
            failed = (int) SETENV.get().invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv " + name, e);
        }
        if (failed != 0) {
            throw new IllegalStateException("setenv refuses " + name);
        }
    }

    /** A variable's present value as native libraries see it. */
    static Optional<String> environment(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = (MemorySegment) GETENV.orElseThrow().invokeExact(arena.allocateFrom(name));
            return value.address() == 0
                    ? Optional.empty()
                    : Optional.of(value.reinterpret(Long.MAX_VALUE).getString(0));
        } catch (Throwable e) {
            throw new IllegalStateException("getenv " + name, e);
        }
    }

    /** Gives freed native memory back to the system, where the library is glibc, which otherwise keeps it. */
    static void trimMemory() {
        if (MALLOC_TRIM.isEmpty()) {
            return;
        }
        try {
            int _ = (int) MALLOC_TRIM.get().invokeExact(0L);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc_trim", e);
        }
    }

    private static Optional<MethodHandle> function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, descriptor));
    }
}
