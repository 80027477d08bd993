package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class PassScheduleTest {
    private static final int TWO_BOARDS = 2;

    /** The passes that a board makes, one after another. */
    private static List<Integer> passes(PassSource source) throws InterruptedException {
        List<Integer> passes = new ArrayList<>();
        for (OptionalInt pass = source.next(); pass.isPresent(); pass = source.next()) {
            passes.add(pass.getAsInt());
        }
        return passes;
    }

    @Test
    void theBoardsTakeThePassesInTurn() throws InterruptedException {
        var schedule = new PassSchedule(5, TWO_BOARDS);
        var second = CompletableFuture.supplyAsync(() -> {
            try {
                return passes(schedule.ofBoard(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(List.of(0, 2, 4), passes(schedule.ofBoard(0)));
        assertEquals(List.of(1, 3), second.join());
    }

    @Test
    void thePassesOfALostBoardAndTheOneItHasBegunAreLeftToTheOthers() throws InterruptedException {
        var schedule = new PassSchedule(6, TWO_BOARDS);
        assertEquals(OptionalInt.of(1), schedule.ofBoard(1).next());
        schedule.leave(1);
        assertEquals(List.of(0, 2, 4, 1, 3, 5), passes(schedule.ofBoard(0)));
    }

    @Test
    void aBoardWithoutPassesWaitsUntilThoseOfTheOthersAreFinishedOrLeft() throws Exception {
        var schedule = new PassSchedule(2, TWO_BOARDS);
        assertEquals(OptionalInt.of(1), schedule.ofBoard(1).next());
        var waiting = new CompletableFuture<List<Integer>>();
        var thread = Thread.ofPlatform().start(() -> {
            try {
                waiting.complete(passes(schedule.ofBoard(0)));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        schedule.leave(1);
        assertEquals(List.of(0, 1), waiting.get());
    }

    @ParameterizedTest
    // rounds, boards, rounds of a pass
    @CsvSource({"30, 1, 5", "30, 2, 5", "30, 3, 5", "30, 4, 4", "30, 10, 3", "30, 40, 1", "5, 2, 3", "2, 2, 1"})
    void passesAreShortEnoughForAllBoards(int rounds, int boards, int roundsOfPass) {
        assertEquals(roundsOfPass, Passes.roundsPerPass(rounds, boards));
    }
}
