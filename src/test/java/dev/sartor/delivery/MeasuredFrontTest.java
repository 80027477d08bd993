package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredFrontTest {
    private static final List<Limit> LIMITS = List.of(Limit.parse("latency<=1ms"));
    /** Sorted by accuracy, the most accurate first. */
    private static final List<Trial> FRONT =
            List.of(trial(7, 0.9, 0.99), trial(4, 0.8, 0.95), trial(9, 0.7, 0.5), trial(2, 0.6, 0.4));

    private static Trial trial(int id, double accuracy, double predictedMs) {
        // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
        return new Trial(
                id,
                0,
                Trial.Origin.RANDOM,
                "g" + id,
                List.of(),
                // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
                new Costs(1, 1, 1, new TreeMap<>(Map.of("t", predictedMs))),
                true,
                Optional.empty(),
                OptionalDouble.of(accuracy));
    }

    private static MeasuredFront.Entry measured(
            int trial, double predictedMs, double medianMs, double p90Ms, double slowdown) {
        return new MeasuredFront.Entry(
                trial, "t", predictedMs, new MeasuredLatency(medianMs, medianMs * 0.98, p90Ms, 100, slowdown));
    }

    @Test
    void theMostAccurateTrialsWithinTheLimitsAsMeasuredAreChosen() {
        // measured: trial, predicted latency, median and 90th percentile in ms, slowdown since the table
        var measured = new MeasuredFront(List.of(
                measured(7, 0.99, 0.99, 1.02, 1), measured(4, 0.95, 0.96, 0.98, 1), measured(9, 0.5, 0.5, 0.51, 1)));
        assertEquals(List.of(4), ids(measured.mostAccurate(FRONT, LIMITS, 1)));
        assertEquals(List.of(4, 9, 2), ids(measured.mostAccurate(FRONT, LIMITS, 5)));
    }

    @Test
    void measurementsAreCorrectedForASpeedOtherThanThatOfTheTable() {
        // 0.95 ms while the device runs at 0.9 times the latency of the table is more than 1 ms
        var measured = new MeasuredFront(List.of(measured(7, 0.99, 0.9, 0.95, 0.9)));
        assertTrue(!measured.withinLimits(FRONT.getFirst(), LIMITS));
        assertTrue(new MeasuredFront(List.of(measured(7, 0.99, 0.9, 0.95, 1))).withinLimits(FRONT.getFirst(), LIMITS));
    }

    @Test
    void aFrontWithNoTrialWithinTheLimitsIsNotFeasible() {
        var measured = new MeasuredFront(List.of(measured(7, 0.99, 1.2, 1.3, 1)));
        var error = assertThrows(UserError.class, () -> measured.mostAccurate(FRONT.subList(0, 1), LIMITS, 3));
        assertEquals(UserError.ExitCode.NOTHING_FEASIBLE, error.exitCode());
    }

    @Test
    void aDamagedFileIsReportedWithItsFix(@TempDir Path run) throws IOException {
        var measured = new MeasuredFront(List.of(measured(7, 0.99, 0.9, 0.95, 1)));
        measured.write(run);
        assertEquals(measured, MeasuredFront.read(run));
        Files.writeString(run.resolve(MeasuredFront.FILE), "{\"entries\" : [");
        assertTrue(assertThrows(UserError.class, () -> MeasuredFront.read(run))
                .fix()
                .contains("delete the file"));
    }

    private static List<Integer> ids(List<Trial> trials) {
        return trials.stream().map(Trial::id).toList();
    }

    @Test
    void filesOfEarlierRunsAreRead() {
        MeasuredFront earlier = MeasuredFront.read(Path.of("results/fashion-mnist-1thread"));
        assertFalse(earlier.entries().isEmpty());
        earlier.entries().forEach(e -> assertEquals(1, e.latency().slowdownSinceTable(), 0.5));
    }
}
