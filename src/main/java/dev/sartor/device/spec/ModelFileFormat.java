package dev.sartor.device.spec;

/** The format of the model files that a device runs. */
public enum ModelFileFormat {
    ONNX(".onnx"),
    /** LiteRT, once TensorFlow Lite. */
    LITERT(".tflite");

    private final String extension;

    ModelFileFormat(String extension) {
        this.extension = extension;
    }

    /** The end of the names of its files: {@code .onnx}. */
    public String extension() {
        return extension;
    }
}
