package dev.sartor.latency.certificate;

import dev.sartor.base.Release;
import dev.sartor.network.Precision;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.QuantisedExport;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of Sartor, Java and the operating system, and the format of the exported models. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    /**
     * The software of this process, in an order that is the same in every process.
     *
     * @param precision the number format of the models
     */
    public static SortedMap<String, String> current(Precision precision) {
        return new TreeMap<>(Map.of(
                "sartor",
                Release.version(),
                "java",
                System.getProperty("java.vm.version"),
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "models",
                format(precision)));
    }

    private static String format(Precision precision) {
        return switch (precision) {
            case FP32 -> OnnxExport.FORMAT;
            case INT8 -> QuantisedExport.FORMAT + ", unsigned activations, signed weights per channel";
        };
    }
}
