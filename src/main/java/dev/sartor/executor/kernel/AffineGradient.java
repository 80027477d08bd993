package dev.sartor.executor.kernel;

/** How the gradient of a raw value comes from that of its affine: a * g + b * z + c, per channel. */
public record AffineGradient(float[] a, float[] b, float[] c) {}
