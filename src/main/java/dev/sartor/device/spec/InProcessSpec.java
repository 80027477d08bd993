package dev.sartor.device.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.network.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Specification of ONNX Runtime with one execution provider, in the process of Sartor on this or a remote machine.
 *
 * @param stemPrecision the precision of the stems, if it is not that of the other layers: fp32 in 8-bit models
 */
public record InProcessSpec(
        ExecutionProvider provider,
        int threads,
        int batch,
        Precision precision,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Precision> stemPrecision)
        implements DeviceSpec {
    private static final String STEM = "stem";
    private static final List<String> KEYS = List.of("threads", "batch", "precision", STEM);

    public InProcessSpec {
        DeviceSpecText.requireCounts(threads, batch);
        if (provider == null || precision == null) {
            throw new IllegalArgumentException("A device needs a provider and a precision");
        }
        if (stemPrecision.isPresent() && (precision != Precision.INT8 || stemPrecision.get() != Precision.FP32)) {
            throw new IllegalArgumentException("Only the stem of int8 models has another precision, which is fp32");
        }
    }

    /** A device with all layers in one precision. */
    public InProcessSpec(ExecutionProvider provider, int threads, int batch, Precision precision) {
        this(provider, threads, batch, precision, Optional.empty());
    }

    /** The same device with 8-bit models whose stems are in floats. */
    public InProcessSpec withFloatStem() {
        return new InProcessSpec(provider, threads, batch, precision, Optional.of(Precision.FP32));
    }

    @Override
    public Precision stem() {
        return stemPrecision.orElse(precision);
    }

    /** One thread, one image at a time, in fp32. */
    static InProcessSpec withDefaults(ExecutionProvider provider) {
        int threads = 1;
        int batch = 1;
        return new InProcessSpec(provider, threads, batch, Precision.FP32);
    }

    static InProcessSpec of(ExecutionProvider provider, DeviceSpecText text) {
        InProcessSpec spec = withDefaults(provider);
        Optional<Precision> stem = Optional.empty();
        for (DeviceSpecText.Setting setting : text.checkedSettings(KEYS)) {
            spec = switch (setting.key()) {
                case "threads" -> new InProcessSpec(provider, text.count(setting), spec.batch, spec.precision);
                case "batch" -> new InProcessSpec(provider, spec.threads, text.count(setting), spec.precision);
                case STEM -> {
                    stem = Optional.of(text.precision(setting));
                    yield spec;
                }
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
        return withStem(spec, stem, text);
    }

    private static InProcessSpec withStem(InProcessSpec spec, Optional<Precision> stem, DeviceSpecText text) {
        if (stem.isEmpty() || stem.get() == spec.precision) {
            return spec;
        }
        if (spec.precision == Precision.FP32) {
            throw text.error(
                    "A device in fp32 has no stems in " + stem.get().token(),
                    "add precision=int8, or omit '" + STEM + "'");
        }
        return spec.withFloatStem();
    }

    @Override
    public String text() {
        return provider.token() + ",threads=" + threads + (batch == 1 ? "" : ",batch=" + batch)
                + DeviceSpecText.text(precision)
                + stemPrecision.map(p -> "," + STEM + "=" + p.token()).orElse("");
    }
}
