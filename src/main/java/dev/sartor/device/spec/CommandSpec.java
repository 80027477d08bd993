package dev.sartor.device.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.network.Precision;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Specification of a device that times model files with a command, see {@link dev.sartor.device.command.DeviceFile}.
 *
 * @param file     path of the device file, or the name of a built-in one
 * @param format   of the model files that the commands take
 * @param settings values that replace those in the device file
 */
public record CommandSpec(
        String file,
        int threads,
        int batch,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = PrecisionJson.Omitted.class)
        @JsonDeserialize(using = PrecisionJson.Reader.class)
        Precision precision,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = FormatJson.Omitted.class)
        @JsonDeserialize(using = FormatJson.Reader.class)
        ModelFileFormat format,

        Map<String, String> settings)
        implements DeviceSpec {
    /** Device files that are built in, by name. */
    public static final List<String> BUILT_IN = List.of("adb");

    private static final String RUNTIME = "runtime";
    private static final List<String> RUNTIMES = List.of("onnxruntime", "litert");

    /** The specification of a device that takes ONNX files. */
    public CommandSpec(String file, int threads, int batch, Precision precision, Map<String, String> settings) {
        this(file, threads, batch, precision, ModelFileFormat.ONNX, settings);
    }

    public CommandSpec {
        DeviceSpecText.requireCounts(threads, batch);
        DeviceSpecText.requireValue("the device file", file);
        if (!isDeviceFile(file)) {
            throw new IllegalArgumentException("'" + file + "' is not a device file");
        }
        if (format == ModelFileFormat.LITERT && batch != 1) {
            throw new IllegalArgumentException("LiteRT files are for one image at a time, not " + batch);
        }
        settings = Collections.unmodifiableSortedMap(settings == null ? new TreeMap<>() : new TreeMap<>(settings));
        settings.forEach((key, value) -> {
            if (!key.matches("[a-z][a-z0-9_]*")) {
                throw new IllegalArgumentException("'" + key + "' is not the name of a setting");
            }
            if (value == null || !value.isEmpty()) {
                DeviceSpecText.requireValue(key, value);
            }
        });
    }

    /** Whether a text is the path of a device file or the name of a built-in one. */
    static boolean isDeviceFile(String text) {
        return BUILT_IN.contains(text) || text.endsWith(".yaml") || text.endsWith(".yml");
    }

    static CommandSpec of(DeviceSpecText text) {
        int threads = 1;
        int batch = 1;
        Precision precision = Precision.FP32;
        ModelFileFormat format = ModelFileFormat.ONNX;
        Map<String, String> settings = new TreeMap<>();
        for (DeviceSpecText.Setting setting : text.checkedSettings(List.of())) {
            switch (setting.key()) {
                case "threads" -> threads = text.count(setting);
                case "batch" -> batch = text.count(setting);
                case "precision" -> precision = text.precision(setting);
                case RUNTIME -> format = format(setting.value(), text);
                default -> settings.put(setting.key(), setting.value());
            }
        }
        try {
            return new CommandSpec(text.name(), threads, batch, precision, format, settings);
        } catch (IllegalArgumentException e) {
            throw text.error(e.getMessage(), "write settings as " + text.name() + ",threads=1,name=value");
        }
    }

    private static ModelFileFormat format(String runtime, DeviceSpecText text) {
        return switch (RUNTIMES.indexOf(runtime)) {
            case 0 -> ModelFileFormat.ONNX;
            case 1 -> ModelFileFormat.LITERT;
            default -> throw text.unknown("runtime", runtime, RUNTIMES);
        };
    }

    @Override
    public String text() {
        return file + ",threads=" + threads + (batch == 1 ? "" : ",batch=" + batch)
                + DeviceSpecText.text(precision)
                + (format == ModelFileFormat.ONNX ? "" : ",runtime=litert")
                + settings.entrySet().stream()
                        .map(e -> "," + e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining());
    }
}
