package dev.sartor.litert;

import dev.sartor.executor.Executor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LiteRT's interpreter computes the outputs of the executor. */
class PythonInterpreterTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"BUILTIN_REF", "AUTO"})
    void floatOutputsOfEveryBlockAgree(String resolver) throws IOException, InterruptedException {
        assertAgrees(resolver, RuntimeCase::samples);
    }

    @Test
    void floatOutputsOfEveryPresetAgree() throws IOException, InterruptedException {
        assertAgrees("AUTO", RuntimeCase::presets);
    }

    private void assertAgrees(String resolver, Function<Executor, List<RuntimeCase>> all)
            throws IOException, InterruptedException {
        PythonInterpreter.require();
        List<RuntimeCase> cases;
        try (Executor executor = new Executor(1)) {
            cases = all.apply(executor);
        }
        List<Path> paths = new ArrayList<>();
        for (RuntimeCase c : cases) {
            Path path = folder.resolve(Integer.toString(paths.size()));
            Files.write(Path.of(path + ".tflite"), LiteRtExport.bytes(c.network(), c.weights(), LiteRtMetadata.none()));
            Files.write(Path.of(path + ".in"), c.imageBytes());
            paths.add(path);
        }
        PythonInterpreter.run(resolver, paths);
        for (int i = 0; i < cases.size(); i++) {
            cases.get(i).assertAgrees(Files.readAllBytes(Path.of(paths.get(i) + ".out")));
        }
    }
}
