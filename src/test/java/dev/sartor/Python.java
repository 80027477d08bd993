package dev.sartor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Python with certain modules, for tests that are skipped without it. */
public final class Python {
    private final String program;
    private final boolean isAvailable;
    private final String whySkipped;

    /**
     * @param variable the environment variable that names the program; without it, {@code python3} is tried
     * @param imports  code that succeeds if the modules are installed
     * @param modules  what they are called
     */
    public Python(String variable, String imports, String modules) {
        program = System.getenv().getOrDefault(variable, "python3");
        isAvailable = succeeds(program, imports);
        whySkipped = program + " does not have " + modules + "; " + variable + " can name another Python";
    }

    private static boolean succeeds(String program, String code) {
        try {
            return new ProcessBuilder(program, "-c", code)
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

    /** The program; skips the test if it lacks the modules. */
    public String program() {
        assumeTrue(isAvailable, whySkipped);
        return program;
    }

    /** Runs Python on one thread in a folder and returns its output; fails the test if Python fails. */
    public List<String> run(Path folder, String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program(), "-B"));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("python", ".txt");
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
            builder.environment().put("OMP_NUM_THREADS", "1");
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
