package dev.sartor.device.spec;

import dev.sartor.network.Precision;
import java.util.Arrays;
import java.util.List;

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

    static InProcessSpec of(ExecutionProvider provider, DeviceSpecText text) {
        InProcessSpec spec = new InProcessSpec(provider, 1, 1, Precision.FP32);
        for (DeviceSpecText.Setting setting : text.checkedSettings(KEYS)) {
            spec = switch (setting.key()) {
                case "threads" -> new InProcessSpec(provider, text.count(setting), spec.batch, spec.precision);
                case "batch" -> new InProcessSpec(provider, spec.threads, text.count(setting), spec.precision);
                default -> new InProcessSpec(provider, spec.threads, spec.batch, precision(setting.value(), text));
            };
        }
        return spec;
    }

    private static Precision precision(String token, DeviceSpecText text) {
        return Arrays.stream(Precision.values())
                .filter(p -> p.token().equals(token))
                .findFirst()
                .orElseThrow(() -> text.unknown(
                        "precision",
                        token,
                        Arrays.stream(Precision.values()).map(Precision::token).toList()));
    }

    @Override
    public String text() {
        return provider.token() + ",threads=" + threads + (batch == 1 ? "" : ",batch=" + batch)
                + (precision == Precision.FP32 ? "" : ",precision=" + precision.token());
    }
}
