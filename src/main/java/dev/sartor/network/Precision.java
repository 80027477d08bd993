package dev.sartor.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The number format of a model's weights and activations. It determines memory and file size. */
public enum Precision {
    /** 32-bit floating point. */
    FP32(Float.BYTES),
    /** 8-bit integers with scales and zero points: unsigned activations, signed weights. */
    INT8(Byte.BYTES);

    private final int bytesPerValue;

    Precision(int bytesPerValue) {
        this.bytesPerValue = bytesPerValue;
    }

    /** The name in a device specification: {@code fp32}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The precision of that name. */
    public static Optional<Precision> named(String token) {
        return Arrays.stream(values()).filter(p -> p.token().equals(token)).findFirst();
    }

    /** The names of all precisions. */
    public static List<String> tokens() {
        return Arrays.stream(values()).map(Precision::token).toList();
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
