package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.plan.FakeBoards;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A measurement of a few units that is divided between two simulated boards. */
class BoardsMeasurementTest {
    private static final int ROUNDS = 20;
    private static final int PROBES = 8;
    /** Visits of a board, in the comparison before and in the measurement, after which it is lost. */
    private static final int VISITS_OF_LOST_BOARD = 60;

    private final FakeDevice a = FakeDevice.noiseless();
    private final FakeDevice b = FakeDevice.noiseless();
    private final List<Probe> probes = TinyLatencySpace.read().units().stream()
            .limit(PROBES)
            .map(Unit::network)
            .map(Probe::ofNetwork)
            .toList();
    private final Measurements measured = new Measurements();
    private final List<MeasurementLog.Line> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lost = Collections.synchronizedList(new ArrayList<>());

    private void measure() throws InterruptedException {
        FakeBoards.of(a, b)
                .measurement(MeasurementProtocol.standard().withRounds(ROUNDS), new MeasurementListener() {
                    @Override
                    public void onBoardLost(String board, String reason) {
                        lost.add(board);
                    }
                })
                .measure(probes, _ -> Set.of(), measured, lines::add);
    }

    private Map<String, Integer> visitsByBoard() {
        Map<String, Integer> visits = new TreeMap<>();
        lines.forEach(l -> l.visits().stream()
                .filter(v -> !v.probe().equals(ControlNetwork.KEY))
                .forEach(_ -> visits.merge(l.board(), 1, Integer::sum)));
        return visits;
    }

    private static void lose(FakeDevice board) {
        board.refusesToRun = _ -> board.visits >= VISITS_OF_LOST_BOARD;
    }

    @Test
    void eachOfTwoBoardsMakesHalfOfThePasses() throws InterruptedException {
        measure();
        assertEquals(Map.of("a", ROUNDS * PROBES / 2, "b", ROUNDS * PROBES / 2), visitsByBoard());
        probes.forEach(p -> assertEquals(ROUNDS, measured.visitCount(p.key())));
        assertEquals(0, a.openSessions + b.openSessions);
    }

    @Test
    void theOtherBoardMakesThePassesOfOneThatIsLost() throws InterruptedException {
        lose(b);
        measure();
        assertEquals(List.of("b"), lost);
        probes.forEach(p -> assertEquals(ROUNDS, measured.visitCount(p.key())));
    }

    @Test
    void aMeasurementThatLosesAllBoardsEndsWithAnError() {
        lose(a);
        lose(b);
        UserError error = assertThrows(UserError.class, this::measure);
        assertTrue(error.getMessage().startsWith("the device stopped working"), error.text());
        assertEquals(Set.of("a", "b"), Set.copyOf(lost));
    }

    @Test
    void aSlowerBoardIsRefusedBeforeAnythingIsMeasured() {
        b.slowdownOf = _ -> 1.1;
        UserError error = assertThrows(UserError.class, this::measure);
        assertEquals("board b", error.where());
        assertTrue(
                error.getMessage()
                        .startsWith("board b takes 1.100 times as long as the other, measured with 6 sessions"),
                error.text());
        assertEquals(Map.of(), visitsByBoard());
    }

    @Test
    void aBoardThatIsSlowerForOtherModelsThanTheControlIsRefusedAfterwards() {
        b.slowdownOf = n -> n.name().equals(ControlNetwork.KEY) ? 1 : 1.1;
        UserError error = assertThrows(UserError.class, this::measure);
        assertEquals("board b", error.where());
        assertTrue(error.getMessage().endsWith("measured with 8 models"), error.text());
    }

    @Test
    void aBoardThatDoesNotWorkAtTheStartIsAnError() {
        b.refusesToRun = _ -> true;
        UserError error = assertThrows(UserError.class, this::measure);
        assertTrue(error.getMessage().startsWith("the device stopped working"), error.text());
        assertEquals(List.of(), lost);
    }
}
