package dev.sartor.executor.kernel;

/** What is applied to a raw value when it is read: times scale, plus shift, per channel. */
public record Affine(float[] scale, float[] shift) {}
