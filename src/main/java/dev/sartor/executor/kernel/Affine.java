package dev.sartor.executor.kernel;

/** The affine function z * scale + shift with a scale and a shift for each channel, such as batch norm or a bias. */
public record Affine(float[] scale, float[] shift) {}
