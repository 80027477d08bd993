package dev.sartor.latency.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContrastOfTablesTest {
    @Test
    void theMediansOfAllTablesAreInOneSentence() {
        SequencedMap<String, Explanation> tables = new LinkedHashMap<>();
        tables.put("fp32", explanation(1.2, 1.3, 1.9));
        tables.put("int8", explanation(2.6, 2.5, 3.1));
        assertEquals(
                List.of("h-swish costs 1.30x ReLU in fp32, 2.60x in int8 (median of 3 positions)"),
                ContrastOfTables.of(tables).stream()
                        .map(ContrastOfTables::sentence)
                        .toList());
    }

    private static Explanation explanation(double... ratios) {
        List<Contrast.Comparison> at = Arrays.stream(ratios)
                .mapToObj(r -> new Contrast.Comparison(
                        new BlockPosition(new Shape(8, 28, 28), new Shape(8, 28, 28), List.of()), r))
                .toList();
        return new Explanation(List.of(), List.of(new Contrast("h-swish", "ReLU", at)));
    }

    /** The order of the contrasts depends on the space, not on the latencies. */
    @Test
    void tablesOfOneSpaceAreComparedBlockByBlock() {
        SearchSpace space = SpaceFile.find("small-28");
        SequencedMap<String, Explanation> tables = new LinkedHashMap<>();
        for (int seed : new int[] {4, 5}) {
            tables.put("seed " + seed, Explanation.of(space, new LatencyPredictor(SampleTables.random(space, seed))));
        }
        for (Explanation one : tables.values()) {
            assertEquals(
                    one.contrasts().stream()
                            .map(c -> List.of(c.label(), c.baseline()))
                            .toList(),
                    ContrastOfTables.of(tables).stream()
                            .map(c -> List.of(c.label(), c.baseline()))
                            .toList());
        }
        assertEquals(
                Set.of("seed 4", "seed 5"),
                ContrastOfTables.of(tables).getFirst().ratios().keySet());
    }
}
