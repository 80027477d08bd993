package dev.sartor.latency.measuring.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.device.Board;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.Visit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardLevelsTest {
    private static final double EXACT = 1e-9;
    /** A latency that is no multiple of a timer's step. */
    private static final double MS = 1.234567;

    private static final boolean UNDISTURBED = false;

    @Test
    void theLevelsAreTheRatiosOfBoardsAndTheirMeanIsOne() {
        BoardLevels levels = BoardLevels.ofMedians(Map.of(
                "a", Map.of("small", 1.0, "large", 10.0),
                "b", Map.of("small", 1.02, "large", 10.2),
                "c", Map.of("small", 1.04, "large", 10.4)));
        double a = levels.byBoard().get("a").relative();
        double c = levels.byBoard().get("c").relative();
        assertEquals(1.02, levels.byBoard().get("b").relative() / a, EXACT);
        assertEquals(1.04, c / a, EXACT);
        assertEquals(1, a * c * levels.byBoard().get("b").relative(), EXACT);
        assertEquals(2, levels.byBoard().get("a").models());
    }

    @Test
    void boardsAreComparedThroughAThirdThatSharesModelsWithBoth() {
        BoardLevels levels = BoardLevels.ofMedians(Map.of(
                "a", Map.of("one", 1.0, "two", 2.0),
                "b", Map.of("one", 1.1, "two", 2.2, "three", 3.3, "four", 4.4),
                "c", Map.of("three", 3.6, "four", 4.8)));
        double a = levels.byBoard().get("a").relative();
        assertEquals(1.2, levels.byBoard().get("c").relative() / a, 1e-4);
    }

    @Test
    void aModelThatOneBoardAloneHasMeasuredDoesNotCount() {
        BoardLevels levels =
                BoardLevels.ofMedians(Map.of("a", Map.of("shared", 1.0, "own", 7.0), "b", Map.of("shared", 1.1)));
        assertEquals(1, levels.byBoard().get("a").models());
        assertEquals(
                1.1,
                levels.byBoard().get("b").relative() / levels.byBoard().get("a").relative(),
                EXACT);
    }

    @Test
    void aBoardThatSharesNoModelHasTheLevelOne() {
        BoardLevels levels = BoardLevels.ofMedians(Map.of("a", Map.of("x", 1.0), "b", Map.of("y", 9.0)));
        assertEquals(1, levels.byBoard().get("b").relative(), EXACT);
        assertEquals(0, levels.byBoard().get("b").models());
    }

    @Test
    void driftIsCorrectedWithTheControlNetworkOfTheSameBoard() {
        var measured = new Measurements();
        for (int round = 0; round < 6; round++) {
            // board b becomes twice as slow in the second half
            double slow = round < 3 ? 1 : 2;
            for (int visit = 0; visit < 4; visit++) {
                measured.addVisit("a", new Visit(ControlNetwork.KEY, new double[] {MS}), round, UNDISTURBED);
                // the small difference shows that the timer is fine: with a coarse one, all latencies are multiples of
                // its step
                measured.addVisit(
                        "b", new Visit(ControlNetwork.KEY, new double[] {slow * MS + 1e-6}), round, UNDISTURBED);
            }
            measured.addVisit(round % 2 == 0 ? "a" : "b", new Visit("x", new double[] {5 * MS}), round, UNDISTURBED);
            measured.addVisit("b", new Visit("y", new double[] {3 * slow * MS}), round, UNDISTURBED);
        }
        double[] y = measured.latencyByRoundMs("y");
        assertEquals(y[0], y[5], 1e-5);
    }

    @Test
    void theNameOfADeviceThatIsMeasuredAloneIsNotListed() {
        var measured = new Measurements();
        measured.addVisit(Board.ONLY, new Visit("x", new double[] {5 * MS}), 0, UNDISTURBED);
        assertEquals(0, measured.boards().size());
    }
}
