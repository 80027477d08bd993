package dev.sartor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Python with PyTorch, for tests of {@code src/docs/pytorch}. The environment variable {@code SARTOR_PYTHON} names the program;
 * without it, {@code python3} is tried.
 */
public final class PyTorch {
    /** The folder of the scripts. */
    public static final Path FOLDER = Path.of("src/docs/pytorch").toAbsolutePath();

    private static final String PYTHON = System.getenv().getOrDefault("SARTOR_PYTHON", "python3");
    private static final boolean AVAILABLE = isAvailable();

    private PyTorch() {}

    /** The program; skips the test if it has no PyTorch. */
    public static String program() {
        assumeTrue(AVAILABLE, PYTHON + " has no PyTorch; SARTOR_PYTHON can name another Python");
        return PYTHON;
    }

    private static boolean isAvailable() {
        try {
            return new ProcessBuilder(PYTHON, "-c", "import torch")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs Python with arguments in the scripts' folder and returns its output. */
    public static List<String> run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program(), "-B"));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("python", ".txt");
        try {
            var builder = new ProcessBuilder(command).directory(FOLDER.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), Files.readString(errors));
            return output.lines().toList();
        } finally {
            Files.delete(errors);
        }
    }
}
