package dev.sartor.executor.kernel;

/** The affine function applied to a raw value when it is read: z * scale + shift, per channel. */
public record Affine(float[] scale, float[] shift) {}
