package dev.sartor.network;

import java.util.Locale;

/** The number format of a model: its weights and activations. It decides the memory and the file size of a network. */
public enum Precision {
    /** 32-bit floating point. */
    FP32(Float.BYTES);

    private final int bytesPerValue;

    Precision(int bytesPerValue) {
        this.bytesPerValue = bytesPerValue;
    }

    /** The name in a device's text: {@code fp32}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bytes of one weight or activation. */
    public int bytesPerValue() {
        return bytesPerValue;
    }

    /** The bytes of this many weights or activations. */
    public long bytes(long values) {
        return values * bytesPerValue;
    }
}
