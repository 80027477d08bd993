package dev.sartor.device.spec;

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
}
