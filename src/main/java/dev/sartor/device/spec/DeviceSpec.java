package dev.sartor.device.spec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sartor.network.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The specification of a device, as in {@code --device}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
public sealed interface DeviceSpec permits InProcessSpec, CommandSpec, WebSpec {

    /** Threads within one operation, from 1. */
    int threads();

    /** Images in one run, from 1. */
    int batch();

    /** Number format of the models that the device runs. */
    Precision precision();

    /** Number format of the stems of these models, whose other layers have {@link #precision}. */
    default Precision stem() {
        return precision();
    }

    /** The format of the model files that the device runs. */
    default ModelFileFormat format() {
        return ModelFileFormat.ONNX;
    }

    /** The canonical text, which {@link #parse} reads back: {@code cpu,threads=1}; most defaults are left out. */
    String text();

    /** One thread of this machine's CPU, one image at a time. */
    static InProcessSpec cpu() {
        return InProcessSpec.withDefaults(ExecutionProvider.CPU);
    }

    /**
     * Parses {@code cpu,threads=1,batch=1,precision=int8,stem=fp32} (see {@link InProcessSpec}), {@code phone.yaml,threads=4} (see
     * {@link CommandSpec}) or {@code web,browser=chromium} (see {@link WebSpec}); everything but the first word is optional.
     */
    static DeviceSpec parse(String text) {
        DeviceSpecText parts = DeviceSpecText.of(text);
        Optional<ExecutionProvider> provider = Arrays.stream(ExecutionProvider.values())
                .filter(p -> p.token().equals(parts.name()))
                .findFirst();
        if (provider.isPresent()) {
            return InProcessSpec.of(provider.get(), parts);
        }
        if (parts.name().equals(WebSpec.NAME)) {
            return WebSpec.of(parts);
        }
        if (CommandSpec.isDeviceFile(parts.name())) {
            return CommandSpec.of(parts);
        }
        List<String> known = Stream.concat(
                        Arrays.stream(ExecutionProvider.values()).map(ExecutionProvider::token),
                        Stream.concat(CommandSpec.BUILT_IN.stream(), Stream.of(WebSpec.NAME, "a device FILE.yaml")))
                .toList();
        throw parts.unknown("device", parts.name(), known);
    }
}
