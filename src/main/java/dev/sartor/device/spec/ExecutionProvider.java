package dev.sartor.device.spec;

import dev.sartor.network.Precision;
import java.util.Locale;

/** The execution providers of ONNX Runtime that a device can use. The loaded build decides which of them are available. */
public enum ExecutionProvider {
    CPU,
    XNNPACK,
    DNNL,
    CUDA,
    TENSORRT,
    ROCM,
    OPENVINO,
    COREML,
    DIRECTML,
    NNAPI,
    QNN,
    WEBGPU;

    /** The name in a device's text: {@code cpu}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the provider has kernels for a precision: for int8, whether it replaces the groups of the QDQ form (quantised input,
     * operator, quantised output) by integer kernels. The others run them in floating point, or only with signed activations.
     */
    public boolean runs(Precision precision) {
        return switch (precision) {
            case FP32 -> true;
            case INT8 ->
                switch (this) {
                    case CPU, XNNPACK, OPENVINO, DIRECTML, NNAPI, QNN -> true;
                    case DNNL, CUDA, TENSORRT, ROCM, COREML, WEBGPU -> false;
                };
        };
    }
}
