package dev.sartor.search.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.network.Precision;
import dev.sartor.search.sampling.SpaceEnumeration;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitCosts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares bounds of latencies with a weight term with all 6,561 networks of NAS-Bench-Macro. */
class CalibratedBoundsTest {
    private static final SearchSpace SPACE = SpaceFile.find("nas-bench-macro");
    private static final UnitCosts COSTS = new UnitCosts(SPACE.unitGraph(), Precision.FP32);
    private static final Cost LATENCY = new Cost.Latency(Optional.empty());

    /** A latency with random unit costs and a weight term. */
    private record WeightedLatency(double[] unitMs, double freeParams, double msPerParam) implements LatencyModel {
        static WeightedLatency of(double freeParams, long seed) {
            var random = new SplittableRandom(seed);
            return new WeightedLatency(
                    SPACE.unitGraph().units().stream()
                            .mapToDouble(u -> u.isEmpty() ? 0 : random.nextDouble())
                            .toArray(),
                    freeParams,
                    2e-6);
        }

        @Override
        public double ms(int[] units, int length) {
            double sum = offsetMs() + msPerParam * Math.max(0, COSTS.params(units, length) - freeParams);
            for (int i = 0; i < length; i++) {
                sum += unitMs[units[i]];
            }
            return sum;
        }

        @Override
        public double unitMs(Unit unit) {
            return unitMs[SPACE.unitGraph().units().indexOf(unit)];
        }

        @Override
        public double offsetMs() {
            return 0.25;
        }

        @Override
        public double marginFactor(double confidence) {
            return 1;
        }
    }

    private static CostModel model(WeightedLatency table) {
        return new CostModel(SPACE, new TreeMap<>(Map.of("weighted", table)));
    }

    @ParameterizedTest(name = "{0} free parameters, seed {1}")
    @CsvSource({"0, 1", "300000, 2", "500000, 3", "1000000, 4", "1500000, 5", "2000000, 6", "9000000, 7"})
    void boundsAreThoseOfAllNetworks(double freeParams, long seed) {
        CostModel model = model(WeightedLatency.of(freeParams, seed));
        double[] all = new SpaceEnumeration(SPACE)
                .genomes()
                .mapToDouble(g -> model.of(g).worstLatencyMs())
                .sorted()
                .toArray();
        assertEquals(6561, all.length);
        Bound maximum = model.maximum(LATENCY);
        assertEquals(all[all.length - 1], maximum.value(), 1e-9);
        assertEquals(maximum.value(), model.of(maximum.genome()).worstLatencyMs(), 1e-9);
        Bound minimum = model.minimum(LATENCY);
        assertTrue(minimum.isExact());
        assertEquals(all[0], minimum.value(), 1e-9);
        assertEquals(minimum.value(), model.of(minimum.genome()).worstLatencyMs(), 1e-9);
    }

    @ParameterizedTest(name = "{0} free parameters, seed {1}")
    @CsvSource({"300000, 1", "1000000, 2", "2000000, 3"})
    void boundsUnderALimitAreThoseOfTheNetworksWithinIt(double freeParams, long seed) {
        CostModel model = model(WeightedLatency.of(freeParams, seed));
        Limit params =
                new Limit(new Cost.Params(), model.minimum(new Cost.Params()).value() * 1.2);
        double[] within = new SpaceEnumeration(SPACE)
                .genomes()
                .map(model::of)
                .filter(params::allows)
                .mapToDouble(Costs::worstLatencyMs)
                .sorted()
                .toArray();
        Bound minimum = model.within(List.of(params)).minimum(LATENCY).orElseThrow();
        assertEquals(within[0], minimum.value(), 1e-9);
        assertTrue(model.within(List.of(params, new Limit(LATENCY, within[0] * (1 - 1e-9))))
                .isInfeasible());
        assertTrue(model.within(List.of(params, new Limit(LATENCY, within[0] * (1 + 1e-9))))
                .feasibleGenome()
                .isPresent());
        Bound maxParams = model.within(List.of(new Limit(LATENCY, within[0] * 1.5)))
                .maximum(new Cost.Params())
                .orElseThrow();
        assertEquals(
                new SpaceEnumeration(SPACE)
                        .genomes()
                        .map(model::of)
                        .filter(c -> c.worstLatencyMs() <= within[0] * 1.5)
                        .mapToLong(Costs::params)
                        .max()
                        .orElseThrow(),
                maxParams.value());
    }
}
