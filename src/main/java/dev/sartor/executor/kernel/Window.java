package dev.sartor.executor.kernel;

/** How a depthwise kernel slides: kernel x kernel taps, to make height x width outputs. */
public record Window(int kernel, int stride, int height, int width) {}
