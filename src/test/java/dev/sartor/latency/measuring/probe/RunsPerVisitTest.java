package dev.sartor.latency.measuring.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsPerVisitTest {
    @ParameterizedTest(name = "a run of {0} ms, {1} ms around a visit")
    @CsvSource({
        "10, 0, 2, 3", // the fewest
        "1, 0, 2, 3",
        "0.5, 0, 4, 4", // 2 ms of each
        "0.45, 0, 5, 5",
        "0.01, 0, 6, 8", // the most
        "1, 100, 2, 20", // a fifth of the time around the visit
        "5, 100, 2, 4",
        "10, 100, 2, 3",
        "0.1, 1000, 6, 50"
    })
    void shortRunsAndLongVisitsAreTimedMoreOften(double ms, double overheadMs, int discarded, int timed) {
        RunsPerVisit runs = RunsPerVisit.of(ms, overheadMs);
        assertEquals(new RunsPerVisit(discarded, timed), runs);
        assertEquals(discarded + timed, runs.totalRuns());
    }
}
