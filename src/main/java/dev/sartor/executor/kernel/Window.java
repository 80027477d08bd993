package dev.sartor.executor.kernel;

/** The geometry of a depthwise convolution: kernel x kernel taps (weights of a channel), height x width outputs. */
public record Window(int kernel, int stride, int height, int width) {}
