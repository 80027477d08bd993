package dev.sartor.network;

import java.util.Locale;

/** The number format of a model's weights and activations. It determines memory and file size. */
public enum Precision {
    /** 32-bit floating point. */
    FP32(Float.BYTES);

    private final int bytesPerValue;

    Precision(int bytesPerValue) {
        this.bytesPerValue = bytesPerValue;
    }

    /** The name in a device specification: {@code fp32}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The number of bytes of one weight or activation. */
    public int bytesPerValue() {
        return bytesPerValue;
    }

    /** The number of bytes of {@code values} weights or activations. */
    public long bytes(long values) {
        return values * bytesPerValue;
    }
}
