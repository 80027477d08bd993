package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** ONNX Runtime reads its switch when it is loaded: the guard in code must have set it by then. */
class TelemetryTest {
    /** Runs in a process of its own, started without the variable. */
    static final class Probe {
        public static void main(String[] args) {
            String before = CLibrary.environment(OrtLibrary.TELEMETRY_SWITCH).orElse("unset");
            OrtLibrary.environment();
            System.out.println(before + " "
                    + CLibrary.environment(OrtLibrary.TELEMETRY_SWITCH).orElse("unset"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void telemetryIsOffAlsoWithoutTheLauncher() throws IOException, InterruptedException {
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
