package dev.sartor.latency.certificate;

import dev.sartor.base.Release;
import dev.sartor.device.spec.ModelFileFormat;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.onnx.OnnxExport;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of Sartor, Java and the operating system, and the format of the exported models. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    /** The software of this process with the format of the models that it measured, in an order that is the same in every process. */
    public static SortedMap<String, String> current(ModelFileFormat models) {
        return new TreeMap<>(Map.of(
                "sartor",
                Release.version(),
                "java",
                System.getProperty("java.vm.version"),
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "models",
                switch (models) {
                    case ONNX -> OnnxExport.FORMAT;
                    case LITERT -> LiteRtExport.FORMAT;
                }));
    }
}
