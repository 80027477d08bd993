package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.latency.measuring.result.BoardLevels;
import dev.sartor.latency.measuring.result.BoardLevels.Level;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EqualBoardsTest {
    private static final int MODELS = 8;
    private static final double PRECISE = 0.001;

    private static Level level(double relative) {
        return new Level(relative, PRECISE, MODELS);
    }

    private static void require(Map<String, Level> levels) {
        EqualBoards.require(new BoardLevels(new TreeMap<>(levels)), MODELS, "models");
    }

    private static void assertRefused(String board, String message, Map<String, Level> levels) {
        UnequalBoard refused = assertThrows(UnequalBoard.class, () -> require(levels));
        assertEquals(board, refused.board());
        assertEquals(message, refused.getMessage());
    }

    @Test
    void differencesUpToTwoPercentAreAllowed() {
        assertDoesNotThrow(() -> require(Map.of("a", level(1), "b", level(1.015), "c", level(0.995))));
        assertDoesNotThrow(() -> require(Map.of()));
        assertDoesNotThrow(() -> require(Map.of("a", level(1.5))));
    }

    @Test
    void ofTwoBoardsTheSlowerOneIsRefused() {
        assertRefused(
                "b",
                "board b takes 1.050 times as long as the other, measured with 8 models",
                Map.of("a", level(1), "b", level(1.05)));
        assertRefused(
                "a",
                "board a takes 1.050 times as long as the other, measured with 8 models",
                Map.of("a", level(1.05), "b", level(1)));
    }

    @Test
    void ofSeveralBoardsTheOneThatDiffersMostFromTheMedianOfTheOthersIsRefused() {
        assertRefused(
                "b",
                "board b takes 0.900 times as long as the others, measured with 8 models",
                Map.of("a", level(1), "b", level(0.9), "c", level(1.05), "d", level(1)));
    }

    @Test
    void aDifferenceWithinTheNoiseOfBothBoardsIsAllowed() {
        Level noisy = new Level(1.05, 0.03, MODELS);
        assertDoesNotThrow(() -> require(Map.of("a", noisy, "b", new Level(1, 0.03, MODELS))));
        assertRefused(
                "a",
                "board a takes 1.050 times as long as the other, measured with 8 models",
                Map.of("a", noisy, "b", level(1)));
    }

    @Test
    void boardsWithFewModelsAreNotJudgedAndDoNotJudge() {
        Level few = new Level(1.5, PRECISE, MODELS - 1);
        assertDoesNotThrow(() -> require(Map.of("a", level(1), "b", few)));
        assertRefused(
                "c",
                "board c takes 1.050 times as long as the others, measured with 8 models",
                Map.of("a", level(1), "b", few, "c", level(1.05)));
    }
}
