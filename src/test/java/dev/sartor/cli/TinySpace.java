package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One convolution of nine kinds: a space that is profiled in a second. */
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

    /** The space as file {@code tiny.yaml} of {@code folder}. */
    public static Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("tiny.yaml"), YAML);
    }
}
