package dev.sartor.latency.certificate;

import dev.sartor.base.Release;
import dev.sartor.onnx.OnnxExport;
import java.util.Map;

/** The versions of Sartor, Java and the operating system, and the format of the exported models. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    /** The software of this process. */
    public static Map<String, String> current() {
        return Map.of(
                "sartor",
                Release.version(),
                "java",
                System.getProperty("java.vm.version"),
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "models",
                OnnxExport.FORMAT);
    }
}
