package dev.sartor.device;

import java.util.Arrays;
import java.util.List;

/** ONNX Runtime inside a Sartor: an execution provider and how to use it. */
public record InProcessSpec(Provider provider, int threads, int batch, Precision precision) implements DeviceSpec {
    private static final List<String> KEYS = List.of("threads", "batch", "precision");

    public InProcessSpec {
        SpecText.requireCounts(threads, batch);
    }

    static InProcessSpec of(Provider provider, SpecText text) {
        InProcessSpec spec = new InProcessSpec(provider, 1, 1, Precision.FP32);
        for (SpecText.Setting setting : text.checked(KEYS)) {
            spec = switch (setting.key()) {
                case "threads" -> new InProcessSpec(provider, text.count(setting), spec.batch, spec.precision);
                case "batch" -> new InProcessSpec(provider, spec.threads, text.count(setting), spec.precision);
                default -> new InProcessSpec(provider, spec.threads, spec.batch, precision(setting.value(), text));
            };
        }
        return spec;
    }

    private static Precision precision(String token, SpecText text) {
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
