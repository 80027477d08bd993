package dev.sartor.space.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

public class HugeSpaceTest {
    private static final SearchSpace SPACE = Spaces.of(text());

    /** A space of some million units: 8 stages with many choices of channels, blocks, width and resolution. */
    public static String text() {
        return """
            name: huge
            input: {channels: 3, resolution: [64, 96, 128, 160, 192, 224]}
            width: [0.5, 0.75, 1, 1.25]
            activation: [relu, hswish]
            stem: {kernel: [3, 5, 7], stride: 2, channels: [8, 16, 24, 32]}
            stages:
            %shead: {channels: [0, 1280], classes: 1000}
            """.formatted(IntStream.range(0, 8)
                .mapToObj(s -> """
                      - depth: [1, 2, 3, 4, 5, 6, 7, 8]
                        stride: %d
                        channels: [%s]
                        block:
                          - {kind: [inverted, fused], kernel: [3, 5, 7], expansion: [1, 2, 3, 4, 6], se: [0, 0.25]}
                          - {kind: bottleneck, kernel: [3, 5], expansion: [0.25, 0.5]}
                    """.formatted(
                                s < 4 ? 2 : 1,
                                IntStream.range(0, 8)
                                        .mapToObj(c -> Integer.toString(16 + 16 * s + 8 * c))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining()));
    }

    @Tag("slow")
    @Test
    void costsEqualThoseOfTheLoweredNetwork() {
        var random = new SplittableRandom(1);
        UnitCosts costs = new UnitCosts(SPACE.unitGraph(), Precision.FP32);
        int[] units = new int[SPACE.unitGraph().maxLength()];
        for (int i = 0; i < 20; i++) {
            Genome genome = SPACE.sample(random);
            Network network = Lowering.lower(SPACE.decode(genome));
            int length = SPACE.unitGraph().unitsOf(genome, units);
            assertEquals(network.macs(), costs.macs(units, length));
            assertEquals(network.params(), costs.params(units, length));
            assertEquals(PeakMemory.bytes(network, Precision.FP32), costs.peakBytes(units, length));
            assertEquals(genome, SPACE.encode(SPACE.decode(genome)));
        }
    }

    @Test
    void tablesAndExactBoundsAreRefused() {
        assertFalse(SPACE.unitGraph().hasAllUnits());
        UserError table = assertThrows(UserError.class, SPACE::units);
        assertTrue(table.getMessage().contains("more than 100000 different units"), table.text());
        UserError bounds = assertThrows(UserError.class, () -> Bounds.min(SPACE, Unit::macs));
        assertTrue(bounds.getMessage().contains("too large for exact bounds"), bounds.text());
    }
}
