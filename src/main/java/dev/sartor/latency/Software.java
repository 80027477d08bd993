package dev.sartor.latency;

import dev.sartor.arch.Release;
import java.util.Map;

/** The software that measured, for certificates. */
final class Software {
    private Software() {
    }

    static Map<String, String> versions() {
        return Map.of("sartor", Release.version(), "java", System.getProperty("java.vm.version"),
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }
}
