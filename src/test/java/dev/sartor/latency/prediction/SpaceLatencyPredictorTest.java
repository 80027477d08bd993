package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.base.UserError;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceLatencyPredictorTest {
    private static final Path SHIPPED = LatencyTables.FOLDER.resolve("xeon-vm-ort-fp32-1t-small-28.csv");

    private static void assertAgrees(SearchSpace space, LatencyTable table, long seed) {
        var random = new SplittableRandom(seed);
        List<Genome> genomes =
                Stream.generate(() -> space.sample(random)).limit(200).toList();
        LatencyPredictor predictor = new LatencyPredictor(table);
        var ofUnits = new SpaceLatencyPredictor(space, predictor);
        int[] units = new int[space.unitGraph().maxLength()];
        for (int i = 0; i < genomes.size(); i++) {
            int length = space.unitGraph().unitsOf(genomes.get(i), units);
            double expected = predictor
                    .predict(Lowering.lower(space.decode(genomes.get(i))))
                    .totalMs();
            assertEquals(expected, ofUnits.ms(units, length), 0, space.format(genomes.get(i)));
        }
    }

    @Test
    void unitAndLayerPredictionsAreEqualForAShippedTable() {
        assertAgrees(SpaceFile.find("small-28"), LatencyTableFile.read(SHIPPED), 1);
    }

    @ParameterizedTest(name = "{0}, seed 2")
    @ValueSource(
            strings = {
                "small-28",
                "small-32",
                "mobilenet-v2-like",
                "mobilenet-v3-like",
                "mobiledets-like",
                "nas-bench-macro"
            })
    void unitAndLayerPredictionsAreEqualForARandomTable(String name) {
        SearchSpace space = SpaceFile.find(name);
        assertAgrees(space, SampleTables.random(space, 2), 2);
    }

    @Test
    void aTableThatLacksUnitsOfTheSpaceIsRefused() {
        LatencyTable table = LatencyTableFile.read(SHIPPED);
        assertThrows(
                UserError.class,
                () -> new SpaceLatencyPredictor(SpaceFile.find("small-32"), new LatencyPredictor(table)));
    }
}
