package dev.sartor.litert;

import dev.sartor.executor.Executor;
import dev.sartor.network.quantisation.WeightGranularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** LiteRT in a browser computes the outputs of the executor and of the simulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserRuntimeTest {
    private final Executor executor = new Executor(1);
    private BrowserRuntime runtime;

    @BeforeAll
    void open(@TempDir Path profile) throws IOException {
        runtime = new BrowserRuntime(profile);
    }

    @AfterAll
    void close() {
        executor.close();
        if (runtime != null) {
            runtime.close();
        }
    }

    @Test
    void floatOutputsOfEveryBlockAgree() {
        for (FloatCase c : FloatCase.samples(executor)) {
            c.assertAgrees(runtime.run(c.modelRun()));
        }
    }

    @Test
    void int8OutputsOfEveryBlockAgree() {
        assertAgree(Int8Case.samples(executor, WeightGranularity.PER_CHANNEL));
    }

    @Test
    void int8OutputsAfterAStemInFloatsAgree() {
        assertAgree(Int8Case.samplesWithFloatStem(executor).stream().limit(8).toList());
    }

    private void assertAgree(List<Int8Case> cases) {
        List<byte[]> outputs = new ArrayList<>();
        for (Int8Case c : cases) {
            outputs.add(runtime.run(c.modelRun()));
        }
        Int8Case.assertAgree(cases, outputs);
    }
}
