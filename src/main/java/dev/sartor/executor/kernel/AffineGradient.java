package dev.sartor.executor.kernel;

/**
 * The coefficients, for each channel, of the gradient of a value z that is read through an affine function such as batch norm:
 * a * g + b * z + c, where g is the gradient of that function's result.
 */
public record AffineGradient(float[] a, float[] b, float[] c) {}
