package dev.sartor.space.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitCosts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostLimitSamplerTest {
    private static final ToDoubleFunction<Unit> MACS = u -> u.network().macs();

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
    void samplesSatisfyOneLimit(String name) {
        SearchSpace space = SpaceFile.find(name);
        double min = Bounds.min(space, MACS).value();
        var random = new SplittableRandom(1);
        for (double slack : new double[] {1, 1.05, 1.5}) {
            var sampler = new CostLimitSampler(space, List.of(new CostLimit(Aggregation.SUM, MACS, min * slack)));
            for (int i = 0; i < 50; i++) {
                assertTrue(sum(space, sampler.draw(random).orElseThrow()) <= min * slack);
            }
        }
    }

    @Test
    void samplesSatisfyALimitOnPeakMemoryAndOneOnASum() {
        SearchSpace space = SpaceFile.find("small-28");
        double macs = Bounds.min(space, MACS).value() * 1.2;
        double bytes = Bounds.of(
                        space, Aggregation.MAX, Bounds.Extremum.MIN, u -> UnitCosts.peakBytes(u, Precision.FP32))
                .value();
        var sampler = new CostLimitSampler(
                space,
                List.of(
                        new CostLimit(Aggregation.SUM, MACS, macs),
                        new CostLimit(Aggregation.MAX, u -> UnitCosts.peakBytes(u, Precision.FP32), bytes)));
        var random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            sampler.draw(random).ifPresent(g -> {
                assertTrue(sum(space, g) <= macs);
                int[] units = new int[space.unitGraph().maxLength()];
                int length = space.unitGraph().unitsOf(g, units);
                assertTrue(new UnitCosts(space.unitGraph(), Precision.FP32).peakBytes(units, length) <= bytes);
            });
        }
    }

    @Test
    void nothingIsDrawnBelowTheMinimum() {
        SearchSpace space = SpaceFile.find("small-28");
        double min = Bounds.min(space, MACS).value();
        assertTrue(new CostLimitSampler(space, List.of(new CostLimit(Aggregation.SUM, MACS, min - 1)))
                .draw(new SplittableRandom(1))
                .isEmpty());
    }

    @Test
    void everyFeasibleNetworkCanBeDrawn() {
        SearchSpace space = SpaceFile.find("nas-bench-macro");
        double max = Bounds.min(space, MACS).value() * 2;
        Set<Genome> feasible = new HashSet<>();
        // the networks of the space: three choices for each of eight layers
        for (int index = 0; index < 6561; index++) {
            int[] choices = new int[8];
            for (int g = 0, rest = index; g < 8; g++, rest /= 3) {
                choices[g] = rest % 3;
            }
            if (sum(space, Genome.of(choices)) <= max) {
                feasible.add(Genome.of(choices));
            }
        }
        var sampler = new CostLimitSampler(space, List.of(new CostLimit(Aggregation.SUM, MACS, max)));
        var random = new SplittableRandom(1);
        Set<Genome> drawn = new HashSet<>();
        for (int i = 0; i < feasible.size() * 100; i++) {
            drawn.add(sampler.draw(random).orElseThrow());
        }
        assertEquals(feasible, drawn);
    }

    private static double sum(SearchSpace space, Genome genome) {
        int[] units = new int[space.unitGraph().maxLength()];
        int length = space.unitGraph().unitsOf(genome, units);
        return new UnitCosts(space.unitGraph(), Precision.FP32).macs(units, length);
    }
}
