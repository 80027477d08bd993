package dev.sartor.latency.certificate;

import dev.sartor.base.Release;
import dev.sartor.onnx.OnnxExport;
import java.util.Map;

/** The software that measured, and the kind of models that it handed to the device, for certificates. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    public static Map<String, String> versions() {
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
