package dev.sartor.device.spec;

/** The format of the model files that a device runs. */
public enum ModelFileFormat {
    ONNX,
    /** LiteRT, once TensorFlow Lite. */
    LITERT
}
