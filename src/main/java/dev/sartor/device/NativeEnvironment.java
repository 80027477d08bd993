package dev.sartor.device;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The process's environment as native libraries see it; {@code System.getenv} is a copy of it made at the start. */
@SuppressWarnings("restricted")
final class NativeEnvironment {
    private static final Linker LINKER = Linker.nativeLinker();

    private NativeEnvironment() {
    }

    /** Sets a variable; false where the C library has no {@code setenv} (Windows). */
    static boolean set(String name, String value) {
        Optional<MethodHandle> setenv = function("setenv", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        if (setenv.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            return (int) setenv.get().invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("setenv " + name, e);
        }
    }

    /** The variable's present value. */
    static Optional<String> valueOf(String name) {
        MethodHandle getenv = function("getenv", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                .orElseThrow();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(name));
            return value.address() == 0 ? Optional.empty() : Optional.of(value.reinterpret(Long.MAX_VALUE).getString(0));
        } catch (Throwable e) {
            throw new IllegalStateException("getenv " + name, e);
        }
    }

    private static Optional<MethodHandle> function(String name, FunctionDescriptor descriptor) {
        return LINKER.defaultLookup().find(name).map(address -> LINKER.downcallHandle(address, descriptor));
    }
}
