package dev.sartor.litert;

import dev.sartor.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * LiteRT's own interpreter in Python, of TensorFlow or of {@code ai-edge-litert}. The environment variable
 * {@code SARTOR_TENSORFLOW_PYTHON} names the program; without it, {@code python3} is tried.
 */
final class PythonInterpreter {
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

    private static final Python PYTHON = new Python("SARTOR_TENSORFLOW_PYTHON", IMPORT, "TensorFlow or ai-edge-litert");

    private PythonInterpreter() {}

    /**
     * Runs models on their images.
     *
     * @param resolver {@code BUILTIN_REF} for the reference kernels, {@code AUTO} for the fast ones
     * @param folder   for files
     * @return the outputs of each model for all of its images
     */
    static List<byte[]> run(String resolver, List<ModelRun> runs, Path folder)
            throws IOException, InterruptedException {
        var paths = new StringBuilder();
        for (int i = 0; i < runs.size(); i++) {
            Files.write(folder.resolve(i + ".tflite"), runs.get(i).model());
            Files.write(folder.resolve(i + ".in"), runs.get(i).images());
            paths.append(folder.resolve(Integer.toString(i))).append('\n');
        }
        PYTHON.run(folder, paths.toString(), "-c", RUN, resolver);
        List<byte[]> outputs = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            outputs.add(Files.readAllBytes(folder.resolve(i + ".out")));
        }
        return outputs;
    }
}
