package dev.sartor.network;

import java.util.Locale;

/** The number format that a model computes in. */
public enum Precision {
    FP32;

    /** The name in a device's text: {@code fp32}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
