package dev.sartor.arch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A pointwise activation function, with its token in block strings, the notation of PyTorch Image Models (timm). */
public enum Activation {
    /** max(0, x). */
    RELU("nre"),
    /** min(6, max(0, x)). */
    RELU6("nr6"),
    /** x * relu6(x + 3) / 6 (MobileNetV3, arXiv 1905.02244, section 5.2). */
    HSWISH("nhs"),
    /** x * sigmoid(x). */
    SWISH("nsw");

    private final String token;

    Activation(String token) {
        this.token = token;
    }

    /** The token in block strings: {@code nre}. */
    public String token() {
        return token;
    }

    /** The function with this token; empty if there is none. */
    public static Optional<Activation> ofToken(String token) {
        return Arrays.stream(values()).filter(a -> a.token.equals(token)).findFirst();
    }

    public static List<String> tokens() {
        return Arrays.stream(values()).map(Activation::token).toList();
    }
}
