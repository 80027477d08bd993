package dev.sartor.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.report.chart.ParetoStaircase.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoStaircaseTest {
    @Test
    void dominatedPointsAreNotSteps() {
        var stairs = ParetoStaircase.of(
                List.of(new Point(2, 5), new Point(1, 3), new Point(3, 4), new Point(2, 4), new Point(4, 6)));
        assertEquals(List.of(new Point(1, 3), new Point(2, 5), new Point(4, 6)), stairs.steps());
    }

    @Test
    void theLineRisesAtEachStepAndEndsAtTheRightBorder() {
        // 178 x 174 pixels are 10 for each unit, between x = 64 and 164 and between y = 28 and 128
        var plot = new PlotFrame(new Axis("x", 0, 10), new Axis("y", 0, 10), 178, 174);
        assertEquals(
                "M74 128H74V108H94V78H164",
                ParetoStaircase.of(List.of(new Point(1, 2), new Point(3, 5))).path(plot));
    }

    @Test
    void withoutPointsThereIsNoLine() {
        assertEquals(
                "",
                ParetoStaircase.of(List.of()).path(new PlotFrame(new Axis("x", 0, 1), new Axis("y", 0, 1), 100, 100)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyPointIsAStepOrWeaklyDominatedByOne(long seed) {
        var random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>(Stream.generate(() -> new Point(random.nextInt(30), random.nextInt(30)))
                .limit(200)
                .toList());
        List<Point> steps = ParetoStaircase.of(points).steps();
        for (Point p : points) {
            assertTrue(steps.stream().anyMatch(s -> s.x() <= p.x() && s.y() >= p.y()), p.toString());
            assertEquals(
                    points.stream().noneMatch(q -> !q.equals(p) && q.x() <= p.x() && q.y() >= p.y()),
                    steps.contains(p),
                    p.toString());
        }
    }
}
