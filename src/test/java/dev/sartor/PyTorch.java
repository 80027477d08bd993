package dev.sartor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Python with PyTorch, for tests of {@code src/docs/pytorch}. The environment variable {@code SARTOR_PYTHON} names the program;
 * without it, {@code python3} is tried.
 */
public final class PyTorch {
    /** The folder of the scripts. */
    public static final Path FOLDER = Path.of("src/docs/pytorch").toAbsolutePath();

    private static final Python PYTHON = new Python("SARTOR_PYTHON", "import torch", "PyTorch");

    private PyTorch() {}

    /** The program; skips the test if it has no PyTorch. */
    public static String program() {
        return PYTHON.program();
    }

    /** Runs Python with arguments in the scripts' folder and returns its output. */
    public static List<String> run(String input, String... arguments) throws IOException, InterruptedException {
        return PYTHON.run(FOLDER, input, arguments);
    }
}
