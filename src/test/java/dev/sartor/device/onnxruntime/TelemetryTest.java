package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** ONNX Runtime reads its telemetry variable when the library is loaded, so it must be set before. */
class TelemetryTest {
    /** The program of a separate process that is started without the variable. */
    @SuppressWarnings("restricted")
    static final class Probe {
        public static void main(String[] args) {
            String before = environment(OrtLibrary.TELEMETRY_SWITCH);
            OrtLibrary.environment();
            System.out.println(before + " " + environment(OrtLibrary.TELEMETRY_SWITCH));
        }

        /** The value that native libraries see. */
        private static String environment(String name) {
            Linker linker = Linker.nativeLinker();
            MethodHandle getenv = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("getenv"),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(name));
                return value.address() == 0
                        ? "unset"
                        : value.reinterpret(Long.MAX_VALUE).getString(0);
            } catch (Throwable e) {
                throw new IllegalStateException("getenv " + name, e);
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void telemetryIsOffWithoutTheLauncher() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName())
                .redirectErrorStream(true);
        builder.environment().remove(OrtLibrary.TELEMETRY_SWITCH);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        assertEquals("unset 1", output);
    }
}
