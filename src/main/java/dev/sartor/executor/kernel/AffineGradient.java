package dev.sartor.executor.kernel;

/** The gradient of a raw value z from the gradient g of its affine function: a * g + b * z + c, per channel. */
public record AffineGradient(float[] a, float[] b, float[] c) {}
