package dev.sartor.latency.certificate;

import dev.sartor.base.Release;
import dev.sartor.onnx.OnnxExport;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of Sartor, Java and the operating system, and the format of the exported models. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    /** The software of this process, in an order that is the same in every process. */
    public static SortedMap<String, String> current() {
        return new TreeMap<>(Map.of(
                "sartor",
                Release.version(),
                "java",
                System.getProperty("java.vm.version"),
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "models",
                OnnxExport.FORMAT));
    }
}
