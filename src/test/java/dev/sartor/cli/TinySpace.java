package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A space with one convolution, in nine combinations of kernel and channels, which is profiled in a second. */
public final class TinySpace {
    /** Number of units that are measured: 13 units of the space, and each of its three heads with two other numbers of classes. */
    public static final int UNITS = 19;

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

    /** Searches the space of {@link #write} in three trials, with a latency table and without training. */
    public static void search(Path folder, String table, String run) {
        CommandRun.ok(
                "search",
                "--space",
                folder.resolve("tiny.yaml").toString(),
                "--data",
                "shapes:train=120,validation=60,test=60,size=12",
                "--table",
                folder.resolve(table).toString(),
                "--trials",
                "3",
                "--accuracy",
                "most-macs",
                "--out",
                folder.resolve(run).toString());
    }
}
