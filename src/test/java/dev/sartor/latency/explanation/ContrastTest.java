package dev.sartor.latency.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.Spaces;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContrastTest {
    /** Two positions: the inverted block is allowed at both, each of the others at one. */
    private static final String THREE_KINDS = """
        name: three-kinds
        input: {channels: 3, resolution: 16}
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 8}
        stages:
          - {channels: 8, block: [er_k3_e2, ir_k3_e2]}
          - {channels: 16, block: [ds_k3, ir_k3_e2]}
        head: {channels: 0, classes: 10}
        """;

    @Test
    void everyBlockIsComparedWithTheOneThatIsAllowedAtTheMostPositions() {
        List<Contrast> contrasts =
                explanation(Spaces.of(THREE_KINDS), _ -> true).contrasts();
        assertEquals(
                List.of(
                        "linear separable 3x3 costs 0.25x inverted 3x3 with t=2 at 16x16x8 to 16x16x16",
                        "fused 3x3 with t=2 costs 1.5x inverted 3x3 with t=2 at 16x16x8"),
                contrasts.stream().map(Contrast::sentence).toList());
    }

    @Test
    void blocksWithTheSameDescriptionAreNamedByTheirLabels() {
        SearchSpace space = Spaces.of(THREE_KINDS.replace("[ds_k3, ir_k3_e2]", "[ir_k3_e2_nr6, ir_k3_e2]"));
        assertEquals(
                List.of("er_k3_e2_nre", "ir_k3_e2_nr6"),
                explanation(space, _ -> true).contrasts().stream()
                        .map(Contrast::label)
                        .toList());
    }

    @Test
    void allUnitsThatTheTableLacksAreNamed() {
        SearchSpace space = Spaces.of(THREE_KINDS);
        UserError error = assertThrows(UserError.class, () -> explanation(space, k -> !k.startsWith("ir")));
        assertTrue(error.getMessage().startsWith("the latency table lacks 2 of 6 units: "), error.text());
    }

    @Test
    void comparisonsAreInDescendingOrderOfChannels() {
        assertEquals(
                List.of(64, 32, 16),
                new Contrast("a", "b", List.of(at(32, 2), at(64, 1), at(16, 3)))
                        .comparisons().stream()
                                .map(c -> c.position().input().channels())
                                .toList());
    }

    @Test
    void aBlockOfTheSameLatencyIsNotCheaper() {
        assertEquals(
                "a costs 1.0x b at 28x28x16, 0.90x at 28x28x8; with fewer than 16 channels it is cheaper",
                new Contrast("a", "b", List.of(at(8, 0.9), at(16, 1))).sentence());
    }

    @Test
    void noChannelsAreNamedIfOneOfTwoPositionsWithAsManyChannelsIsCheaper() {
        assertFalse(new Contrast("a", "b", List.of(at(8, 0.9), at(8, 1.2)))
                .sentence()
                .contains("cheaper"));
    }

    /** An explanation from a table with the units that are wanted. */
    private static Explanation explanation(SearchSpace space, Predicate<String> wanted) {
        List<UnitLatency> units = space.units().stream()
                .filter(u -> wanted.test(u.key()))
                .map(u -> {
                    double ms = ms(u.key());
                    return new UnitLatency(u.key(), u.kind(), ms, ms, ms, 1, ms);
                })
                .toList();
        return Explanation.of(
                space,
                new LatencyPredictor(
                        SampleTables.of("by hand", units, SampleTables.certificate(SampleTables.calibration()))));
    }

    private static double ms(String key) {
        return Stream.of("er", "ds").anyMatch(key::startsWith) ? key.startsWith("er") ? 3 : 0.5 : 2;
    }

    private static Contrast.Comparison at(int channels, double ratio) {
        Shape shape = new Shape(channels, 28, 28);
        // BlockPosition.Choice: label, description, ms, MACs, parameters
        return new Contrast.Comparison(
                new BlockPosition(shape, shape, List.of(new BlockPosition.Choice("a", "a", 1, 1, 1))), ratio);
    }
}
