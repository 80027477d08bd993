package dev.sartor.device.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.network.Precision;
import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Specification of ONNX Runtime for JavaScript, in a browser as WebAssembly or in Node, or of LiteRT for JavaScript in a browser.
 *
 * @param browser the program of a browser based on Chromium, or {@code node}
 * @param runtime {@code onnxruntime-web}, only for Node {@code onnxruntime-node}, or only for browsers {@code litert}
 * @param modules the folder {@code node_modules} with the package
 */
public record WebSpec(
        String browser,
        String runtime,
        String modules,
        int threads,
        int batch,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = PrecisionJson.Omitted.class)
        @JsonDeserialize(using = PrecisionJson.Reader.class)
        Precision precision)
        implements DeviceSpec {
    /** The name of the device in its text. */
    public static final String NAME = "web";
    /** The value of {@code browser} for Node. */
    public static final String NODE = "node";

    private static final String WEB_RUNTIME = "onnxruntime-web";
    private static final String NODE_RUNTIME = "onnxruntime-node";
    private static final String LITERT = "litert";
    private static final List<String> RUNTIMES = List.of(WEB_RUNTIME, NODE_RUNTIME, LITERT);
    private static final int BATCH = 1;
    private static final String DEFAULT_MODULES = "node_modules";
    private static final String DEFAULT_BROWSER = "chromium";

    public WebSpec {
        DeviceSpecText.requireCounts(threads, batch);
        if (batch != BATCH) {
            throw new IllegalArgumentException("A web device runs one image at a time, not " + batch);
        }
        DeviceSpecText.requireValue("browser", browser);
        DeviceSpecText.requireValue("modules", modules);
        if (runtime == null || !RUNTIMES.contains(runtime)) {
            throw new IllegalArgumentException("There is no runtime '" + runtime + "'");
        }
    }

    static WebSpec of(DeviceSpecText text) {
        String browser = DEFAULT_BROWSER;
        String runtime = WEB_RUNTIME;
        String modules = DEFAULT_MODULES;
        int threads = 1;
        Precision precision = Precision.FP32;
        for (DeviceSpecText.Setting setting :
                text.checkedSettings(List.of("browser", "runtime", "modules", "threads", "precision"))) {
            switch (setting.key()) {
                case "browser" -> browser = requireValue(setting, text);
                case "runtime" -> runtime = requireKnownRuntime(setting.value(), text);
                case "modules" -> modules = requireValue(setting, text);
                case "precision" -> precision = text.precision(setting);
                default -> threads = text.count(setting);
            }
        }
        var spec = new WebSpec(browser, runtime, modules, threads, BATCH, precision);
        if (!spec.inNode() && spec.runtime.equals(NODE_RUNTIME)) {
            throw text.error(
                    NODE_RUNTIME + " runs only in Node", "add browser=" + NODE + ", or use runtime=" + WEB_RUNTIME);
        }
        if (spec.inNode() && spec.runtime.equals(LITERT)) {
            throw text.error(
                    LITERT + " runs only in browsers", "omit browser=" + NODE + ", or use runtime=" + WEB_RUNTIME);
        }
        return spec;
    }

    private static String requireKnownRuntime(String runtime, DeviceSpecText text) {
        if (!RUNTIMES.contains(runtime)) {
            throw text.unknown("runtime", runtime, RUNTIMES);
        }
        return runtime;
    }

    private static String requireValue(DeviceSpecText.Setting setting, DeviceSpecText text) {
        try {
            DeviceSpecText.requireValue(setting.key(), setting.value());
        } catch (IllegalArgumentException e) {
            throw text.error(e.getMessage(), "write web,browser=PROGRAM,modules=FOLDER");
        }
        return setting.value();
    }

    /** Whether it runs in Node and not in a browser. */
    public boolean inNode() {
        return browser.equals(NODE);
    }

    /** The npm package of the runtime. */
    public String packageName() {
        return runtime.equals(LITERT) ? "@litertjs/core" : runtime;
    }

    @Override
    public ModelFileFormat format() {
        return runtime.equals(LITERT) ? ModelFileFormat.LITERT : ModelFileFormat.ONNX;
    }

    @Override
    public String text() {
        return NAME + ",browser=" + browser + ",threads=" + threads
                + (runtime.equals(WEB_RUNTIME) ? "" : ",runtime=" + runtime)
                + (modules.equals(DEFAULT_MODULES) ? "" : ",modules=" + modules)
                + DeviceSpecText.text(precision);
    }
}
