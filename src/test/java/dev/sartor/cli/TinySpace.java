package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A space with one convolution of nine kinds, which is profiled in a second. */
public final class TinySpace {
    public static final int UNITS = 13;
    private static final String YAML = """
        name: tiny
        input: {channels: 1, resolution: 12}
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 8}
        stages:
          - depth: 1
            stride: 2
            channels: [8, 16, 24]
            block: {kind: conv, kernel: [3, 5, 7]}
        head: {channels: 0, classes: 10, dropout: 0}
        """;

    private TinySpace() {}

    /** Writes the space to {@code tiny.yaml} in {@code folder}. */
    public static Path write(Path folder) throws IOException {
        return Files.writeString(folder.resolve("tiny.yaml"), YAML);
    }
}
