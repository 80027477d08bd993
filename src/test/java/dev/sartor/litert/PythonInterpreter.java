package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * LiteRT's own interpreter in Python, of TensorFlow or of {@code ai-edge-litert}. The environment variable
 * {@code SARTOR_TENSORFLOW_PYTHON} names the program; without it, {@code python3} is tried.
 */
final class PythonInterpreter {
    private static final String VARIABLE = "SARTOR_TENSORFLOW_PYTHON";
    private static final String PYTHON = System.getenv().getOrDefault(VARIABLE, "python3");
    /** Python code that succeeds if a runtime is installed. */
    private static final String IMPORT = """
        try:
            from ai_edge_litert.interpreter import Interpreter, OpResolverType
        except ImportError:
            from tensorflow.lite.python.interpreter import Interpreter, OpResolverType
        """;
    /** Reads paths; runs PATH.tflite on the images of PATH.in and writes the outputs to PATH.out. */
    private static final String RUN = IMPORT + """
        import sys, numpy
        resolver = OpResolverType[sys.argv[1]]
        for line in sys.stdin:
            path = line.strip()
            model = Interpreter(path + ".tflite", experimental_op_resolver_type=resolver, num_threads=1)
            model.allocate_tensors()
            given = model.get_input_details()[0]
            images = numpy.fromfile(path + ".in", given["dtype"]).reshape([-1] + list(given["shape"][1:]))
            with open(path + ".out", "wb") as out:
                for image in images:
                    model.set_tensor(given["index"], image[None])
                    model.invoke()
                    for details in model.get_output_details():
                        out.write(model.get_tensor(details["index"]).tobytes())
        """;

    private static final boolean AVAILABLE = isAvailable();

    private PythonInterpreter() {}

    private static boolean isAvailable() {
        try {
            return new ProcessBuilder(PYTHON, "-c", IMPORT)
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

    /**
     * Runs models on their images.
     *
     * @param resolver {@code BUILTIN_REF} for the reference kernels, {@code AUTO} for the fast ones
     * @param folder   for files
     * @return the outputs of each model for all of its images
     */
    static List<byte[]> run(String resolver, List<ModelRun> runs, Path folder)
            throws IOException, InterruptedException {
        assumeTrue(
                AVAILABLE,
                PYTHON + " has neither TensorFlow nor ai-edge-litert; " + VARIABLE + " can name another Python");
        var paths = new StringBuilder();
        for (int i = 0; i < runs.size(); i++) {
            Files.write(folder.resolve(i + ".tflite"), runs.get(i).model());
            Files.write(folder.resolve(i + ".in"), runs.get(i).images());
            paths.append(folder.resolve(Integer.toString(i))).append('\n');
        }
        execute(resolver, paths.toString());
        List<byte[]> outputs = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            outputs.add(Files.readAllBytes(folder.resolve(i + ".out")));
        }
        return outputs;
    }

    private static void execute(String resolver, String paths) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("python", ".txt");
        try {
            Process process = new ProcessBuilder(PYTHON, "-B", "-c", RUN, resolver)
                    .redirectError(errors.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(paths.getBytes(StandardCharsets.UTF_8));
            }
            process.getInputStream().readAllBytes();
            assertEquals(0, process.waitFor(), Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }
}
