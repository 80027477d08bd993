package dev.sartor.delivery.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.math.PairedGain;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineResultsTest {
    private static final boolean MEASURED = true;
    private static final boolean PREDICTED = false;

    @TempDir
    private Path folder;

    private static BaselineResults results(double measuredShare, boolean measured, Long... seeds) {
        var network = new Baseline(
                "mobilenet-v2",
                Baseline.Kind.SCALED,
                "MobileNetV2 x0.25 at 28 pixels",
                "name: x",
                // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
                new Costs(1, 2, 3, new TreeMap<>(Map.of("mine", 0.1))),
                new TreeMap<>(Map.of("mine", measuredShare)),
                measured
                        // MeasuredLatency: median, p10 and p90 in ms, runs, slowdown since the table
                        ? new TreeMap<>(Map.of("mine", new MeasuredLatency(0.11, 0.1, 0.12, 50, 1)))
                        : new TreeMap<>());
        // BaselineResults: winner, limits, seeds, test images, accuracies of the winner, baselines
        return new BaselineResults(
                12,
                List.of("latency<=150us"),
                List.of(seeds),
                500,
                List.of(0.9),
                // PairedGain: gain, lower and upper end of its interval
                List.of(new BaselineResults.Entry(network, 1, List.of(0.88), new PairedGain(0.02, 0.01, 0.03))));
    }

    @Test
    void theFileRestoresTheResults() {
        BaselineResults written = results(0.4, MEASURED, 1L);
        written.write(new RunFolder(folder));
        assertEquals(Optional.of(written), BaselineResults.read(new RunFolder(folder)));
    }

    @Test
    void aDamagedFileIsReportedWithItsFix() throws IOException {
        Files.writeString(folder.resolve("baselines.json"), "{\"winner\" : ");
        UserError error = assertThrows(UserError.class, () -> BaselineResults.read(new RunFolder(folder)));
        assertEquals(3, error.text().lines().count(), error.text());
        assertTrue(error.fix().contains("delete the file"), error.text());
    }

    @Test
    void theTextSaysWhichLatenciesAreEstimatedAndWhatTheIntervalsCover() {
        assertEquals(
                "The latencies of the baselines are predictions. Of the predicted latency of MobileNetV2 x0.25 at 28"
                        + " pixels, 40 % was measured; the rest is estimated from similar blocks.",
                results(0.4, PREDICTED, 1L).latencyOrigin().orElseThrow());
        assertEquals(
                "The baselines were measured as whole networks on the device.",
                results(1, MEASURED, 1L).latencyOrigin().orElseThrow());
        assertTrue(
                results(1, MEASURED, 1L).certainty().contains("they do not cover the differences between trainings"));
        assertTrue(results(1, MEASURED, 1L, 2L, 3L).certainty().endsWith("between 3 trainings of each network."));
    }
}
