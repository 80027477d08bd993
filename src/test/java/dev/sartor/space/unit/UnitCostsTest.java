package dev.sartor.space.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitCostsTest {

    @ParameterizedTest(name = "{0}, seed 1")
    @ValueSource(
            strings = {
                "small-28",
                "small-32",
                "mobilenet-v2-like",
                "mobilenet-v3-like",
                "mobiledets-like",
                "nas-bench-macro"
            })
    void costsEqualThoseOfTheLoweredNetwork(String name) {
        SearchSpace space = Spaces.shipped(name);
        UnitCosts costs = new UnitCosts(space.unitGraph(), Precision.FP32);
        UnitCosts int8 = new UnitCosts(space.unitGraph(), Precision.INT8);
        var random = new SplittableRandom(1);
        int[] units = new int[space.unitGraph().maxLength()];
        for (int i = 0; i < 100; i++) {
            Genome genome = space.sample(random);
            Network network = Lowering.lower(space.decode(genome));
            int length = space.unitGraph().unitsOf(genome, units);
            assertEquals(network.macs(), costs.macs(units, length));
            assertEquals(network.params(), costs.params(units, length));
            assertEquals(PeakMemory.bytes(network, Precision.FP32), costs.peakBytes(units, length));
            assertEquals(4 * network.params(), costs.weightBytes(units, length));
            assertEquals(costs.peakBytes(units, length), 4 * int8.peakBytes(units, length));
            assertEquals(network.weightBytes(Precision.INT8), int8.weightBytes(units, length));
        }
    }
}
