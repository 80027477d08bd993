package dev.sartor.latency;

import java.util.Map;
import java.util.Optional;

/** The software that measured, for certificates. */
final class Software {
    private Software() {
    }

    static Map<String, String> versions() {
        String sartor = Optional.ofNullable(Software.class.getPackage().getImplementationVersion()).orElse("development");
        return Map.of("sartor", sartor, "java", System.getProperty("java.vm.version"),
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }
}
