package dev.sartor.onnx;

/** The operators that an exported file may use for hard sigmoid and h-swish. */
public enum ActivationOperators {
    /** ONNX's own operators, {@code HardSigmoid} and {@code HardSwish}: the fastest in ONNX Runtime. */
    STANDARD,
    /**
     * Only {@code Add}, {@code Clip} and {@code Mul}, for runtimes that lack these operators or misread them: OpenCV's dnn module
     * (4.14 and 5.0) takes every {@code HardSigmoid} followed by {@code Mul} for h-swish, also that of squeeze-and-excite.
     */
    BASIC
}
