package dev.sartor.latency.certificate;

import dev.sartor.base.Release;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.ModelFileFormat;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.QuantisedExport;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of Sartor, Java and the operating system, and the format of the exported models. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    /**
     * The software of this process, sorted by name.
     *
     * @param device the device that the models are made for
     */
    public static SortedMap<String, String> current(DeviceSpec device) {
        return new TreeMap<>(Map.of(
                "sartor",
                Release.version(),
                "java",
                System.getProperty("java.vm.version"),
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "models",
                format(device)));
    }

    private static String format(DeviceSpec device) {
        boolean onnx = device.format() == ModelFileFormat.ONNX;
        String stem = device.stem() == device.precision()
                ? ""
                : ", stems in " + device.stem().token();
        return switch (device.precision()) {
            case FP32 -> onnx ? OnnxExport.FORMAT : LiteRtExport.FORMAT;
            case INT8 ->
                onnx
                        ? QuantisedExport.FORMAT + ", unsigned activations, signed weights per channel" + stem
                        : LiteRtExport.INT8_FORMAT + stem;
        };
    }
}
