package dev.sartor.litert;

import dev.sartor.executor.Executor;
import dev.sartor.network.quantisation.WeightGranularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LiteRT's interpreter computes the outputs of the executor and of the simulator. */
class PythonInterpreterTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"BUILTIN_REF", "AUTO"})
    void floatOutputsOfEveryBlockAgree(String resolver) throws IOException, InterruptedException {
        try (Executor executor = new Executor(1)) {
            assertAgree(resolver, FloatCase.samples(executor));
        }
    }

    @Test
    void floatOutputsOfEveryPresetAgree() throws IOException, InterruptedException {
        try (Executor executor = new Executor(1)) {
            assertAgree("AUTO", FloatCase.presets(executor));
        }
    }

    private void assertAgree(String resolver, List<FloatCase> cases) throws IOException, InterruptedException {
        List<byte[]> outputs = PythonInterpreter.run(
                resolver, cases.stream().map(FloatCase::modelRun).toList(), folder);
        for (int i = 0; i < cases.size(); i++) {
            cases.get(i).assertAgrees(outputs.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUILTIN_REF", "AUTO"})
    void int8OutputsOfEveryBlockAgree(String resolver) throws IOException, InterruptedException {
        try (Executor executor = new Executor(1)) {
            List<Int8Case> cases = Stream.of(WeightGranularity.values())
                    .flatMap(g -> Int8Case.samples(executor, g).stream())
                    .toList();
            assertInt8Agree(resolver, cases);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUILTIN_REF", "AUTO"})
    void int8OutputsAfterAStemInFloatsAgree(String resolver) throws IOException, InterruptedException {
        try (Executor executor = new Executor(1)) {
            assertInt8Agree(resolver, Int8Case.samplesWithFloatStem(executor));
        }
    }

    private void assertInt8Agree(String resolver, List<Int8Case> cases) throws IOException, InterruptedException {
        Int8Case.assertAgree(
                cases,
                PythonInterpreter.run(
                        resolver, cases.stream().map(Int8Case::modelRun).toList(), folder));
    }
}
