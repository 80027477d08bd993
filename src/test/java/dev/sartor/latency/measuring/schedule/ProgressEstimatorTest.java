package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.base.TimeRange;
import dev.sartor.latency.certificate.MeasurementProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressEstimatorTest {
    private record Event(int round, int rounds, long visits, long allVisits, double seconds, TimeRange remaining) {}

    private final List<Event> events = new ArrayList<>();

    private final ProgressEstimator estimator = new ProgressEstimator(
            new MeasurementListener() {
                @Override
                public void onMeasured(
                        int round, int rounds, long visits, long allVisits, double seconds, TimeRange remaining) {
                    events.add(new Event(round, rounds, visits, allVisits, seconds, remaining));
                }
            },
            MeasurementProtocol.standard().withRounds(20).withBudget(Duration.ofSeconds(100)),
            // visits before an interruption
            7);

    @Test
    void theRemainingTimeFollowsFromTheTimeOfTheVisitsSoFar() {
        // at least, at most
        estimator.setRemainingVisits(5, 21);
        // addVisit: round, seconds since the start
        estimator.addVisit(0, 10);
        assertEquals(List.of(), events);
        estimator.addVisit(0, 12);
        // 2 visits after 7 earlier ones, in 2 s; 3 to 19 remain, and the first ones may have been slower than the next
        assertEquals(List.of(new Event(1, 20, 9, 28, 12, new TimeRange(0.5 * 3, 19))), events);
        estimator.addVisit(2, 16);
        assertEquals(new Event(3, 20, 10, 28, 16, new TimeRange(2 * 2, 2 * 18)), events.getLast());
    }

    @Test
    void progressIsReportedAtMostFiveTimesASecond() {
        estimator.setRemainingVisits(9, 9);
        for (double seconds : new double[] {1, 1.125, 1.25, 1.375, 1.5}) {
            estimator.addVisit(0, seconds);
        }
        assertEquals(List.of(1.25, 1.5), events.stream().map(Event::seconds).toList());
    }

    @Test
    void theRemainingTimeIsAtMostThatOfTheTimeLimit() {
        estimator.setRemainingVisits(1000, 1000);
        estimator.addVisit(0, 0);
        estimator.addVisit(0, 60);
        assertEquals(new TimeRange(40, 40), events.getLast().remaining());
        estimator.addVisit(0, 120);
        assertEquals(new TimeRange(0, 0), events.getLast().remaining());
    }
}
