package dev.sartor.latency.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void everyPositionListsTheTablesCostsInAscendingOrder() {
        SearchSpace space = SpaceFile.find("small-28");
        LatencyTable table = SampleTables.random(space, 4);
        Map<Double, String> textByCost = space.units().stream()
                .collect(Collectors.toMap(
                        u -> table.unit(u.key()).orElseThrow().costMs(),
                        u -> u.segment().text(),
                        (a, b) -> a,
                        TreeMap::new));
        List<BlockPosition> positions =
                Explanation.of(space, new LatencyPredictor(table)).positions();
        assertFalse(positions.isEmpty());
        for (BlockPosition position : positions) {
            assertTrue(position.choices().size() > 1);
            assertEquals(1, position.ratioToFastest(position.choices().getFirst()));
            for (int i = 1; i < position.choices().size(); i++) {
                BlockPosition.Choice choice = position.choices().get(i);
                assertTrue(choice.ms() >= position.choices().get(i - 1).ms());
                assertTrue(textByCost.get(choice.ms()).startsWith(choice.label().substring(0, 2)), choice.label());
            }
        }
    }

    @Test
    void theChannelsBelowWhichABlockIsCheaperAreNamed() {
        var contrast = new Contrast("er_k3_e4", "ir_k3_e4", List.of(at(8, 0.8), at(16, 1.1), at(32, 1.9)));
        assertEquals(
                "er_k3_e4 costs 1.9x ir_k3_e4 at 28x28x32, 0.80x at 28x28x8; with fewer than 16 channels it is cheaper",
                contrast.sentence());
    }

    @Test
    void theChannelsFromWhichABlockIsCheaperAreNamed() {
        assertTrue(new Contrast("a", "b", List.of(at(8, 1.2), at(16, 0.9), at(32, 0.8)))
                .sentence()
                .endsWith("; with 16 channels or more it is cheaper"));
    }

    @Test
    void noChannelsAreNamedIfTheyDoNotSeparateThePositions() {
        assertFalse(new Contrast("a", "b", List.of(at(8, 1.2), at(16, 0.9), at(32, 1.1)))
                .sentence()
                .contains("cheaper"));
        assertEquals("a costs 1.5x b at 28x28x8", new Contrast("a", "b", List.of(at(8, 1.5))).sentence());
    }

    private static Contrast.Comparison at(int channels, double ratio) {
        Shape shape = new Shape(channels, 28, 28);
        // BlockPosition.Choice: label, description, ms, MACs, parameters
        return new Contrast.Comparison(
                new BlockPosition(shape, shape, List.of(new BlockPosition.Choice("a", "a", 1, 1, 1))), ratio);
    }
}
