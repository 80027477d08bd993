package dev.sartor.device.spec;

import dev.sartor.network.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Specification of ONNX Runtime with one execution provider, in the process of Sartor on this or a remote machine. */
public record InProcessSpec(ExecutionProvider provider, int threads, int batch, Precision precision)
        implements DeviceSpec {
    private static final List<String> KEYS = List.of("threads", "batch", "precision");

    public InProcessSpec {
        DeviceSpecText.requireCounts(threads, batch);
        if (provider == null || precision == null) {
            throw new IllegalArgumentException("A device needs a provider and a precision");
        }
    }

    /** One thread, one image at a time, in fp32. */
    static InProcessSpec withDefaults(ExecutionProvider provider) {
        int threads = 1;
        int batch = 1;
        return new InProcessSpec(provider, threads, batch, Precision.FP32);
    }

    static InProcessSpec of(ExecutionProvider provider, DeviceSpecText text) {
        InProcessSpec spec = withDefaults(provider);
        for (DeviceSpecText.Setting setting : text.checkedSettings(KEYS)) {
            spec = switch (setting.key()) {
                case "threads" -> new InProcessSpec(provider, text.count(setting), spec.batch, spec.precision);
                case "batch" -> new InProcessSpec(provider, spec.threads, text.count(setting), spec.precision);
                default -> new InProcessSpec(provider, spec.threads, spec.batch, text.precision(setting));
            };
        }
        if (!provider.runs(spec.precision)) {
            throw text.error(
                    "The provider '" + provider.token() + "' has no kernels for " + spec.precision.token() + " models",
                    "use precision=fp32, or one of "
                            + Arrays.stream(ExecutionProvider.values())
                                    .filter(p -> p.runs(Precision.INT8))
                                    .map(ExecutionProvider::token)
                                    .collect(Collectors.joining(", ")));
        }
        return spec;
    }

    @Override
    public String text() {
        return provider.token() + ",threads=" + threads + (batch == 1 ? "" : ",batch=" + batch)
                + DeviceSpecText.text(precision);
    }
}
