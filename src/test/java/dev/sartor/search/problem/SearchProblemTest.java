package dev.sartor.search.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.search.ToyProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits and costs of a search with two latency tables. */
class SearchProblemTest {
    private static final SearchSpace SPACE = ToyProblem.space();
    private static final Cost ANY = new Cost.Latency(Optional.empty());
    private static final Cost SLOW = new Cost.Latency(Optional.of("slow"));
    private static final Cost FAST = new Cost.Latency(Optional.of("fast"));

    /**
     * A table whose margin is wider for single networks.
     *
     * @param share of the latency of a network that was measured
     */
    private record Table(LatencyModel base, double margin, double share) implements LatencyModel {
        @Override
        public double ms(int[] units, int length) {
            return base.ms(units, length);
        }

        @Override
        public double unitMs(Unit unit) {
            return base.unitMs(unit);
        }

        @Override
        public double offsetMs() {
            return base.offsetMs();
        }

        @Override
        public double marginFactor(double confidence) {
            return margin;
        }

        @Override
        public double marginFactor(int[] units, int length, double confidence) {
            return margin + 0.5;
        }

        @Override
        public double measuredShare(int[] units, int length) {
            return share;
        }
    }

    private static final CostModel MODEL = new CostModel(
            SPACE,
            new TreeMap<>(Map.of(
                    "slow",
                            new Table(
                                    ToyProblem.latency(
                                            SPACE, 2, u -> u.network().macs() / 1e6),
                                    1.25,
                                    0.75),
                    "fast",
                            new Table(
                                    ToyProblem.latency(
                                            SPACE, 1, u -> u.network().macs() / 2e6),
                                    1.5,
                                    1))));

    private static List<Genome> genomes() {
        var random = new SplittableRandom(1);
        return Stream.generate(() -> SPACE.sample(random)).limit(20).toList();
    }

    private static SearchProblem problem(String... limits) {
        return new SearchProblem(
                SPACE,
                MODEL,
                List.of(Objective.parse("latency"), Objective.ACCURACY),
                Stream.of(limits).map(Limit::parse).toList());
    }

    @Test
    void aSingleCostEqualsThatAmongAllCosts() {
        for (Genome genome : genomes()) {
            int[] units = MODEL.units(genome);
            Costs costs = MODEL.of(units);
            for (Cost cost :
                    List.of(ANY, SLOW, FAST, new Cost.Macs(), new Cost.Params(), new Cost.Memory(), new Cost.Flash())) {
                assertEquals(cost.of(costs), MODEL.amount(cost, units), cost.text());
            }
            assertTrue(FAST.of(costs) < SLOW.of(costs));
        }
    }

    @Test
    void theSafetyFactorIsTheLargestOfTheTablesOfALimit() {
        int[] units = MODEL.units(genomes().getFirst());
        assertEquals(1.25, MODEL.safetyFactor(SLOW, 0.9));
        assertEquals(1.5, MODEL.safetyFactor(FAST, 0.9));
        assertEquals(1.5, MODEL.safetyFactor(ANY, 0.9));
        assertEquals(1, MODEL.safetyFactor(new Cost.Macs(), 0.9));
        assertEquals(1.75, MODEL.safetyFactor(SLOW, 0.9, units));
        assertEquals(2, MODEL.safetyFactor(ANY, 0.9, units));
        assertEquals(1, MODEL.safetyFactor(new Cost.Macs(), 0.9, units));
    }

    @Test
    void aLimitWithAProbabilityIsStricterForSingleNetworks() {
        Genome genome = genomes().getFirst();
        assertFalse(MODEL.isExact(problem("P(latency<=9ms)>=0.9").limits(), genome));
        assertTrue(MODEL.isExact(problem("latency<=9ms", "macs<=9M").limits(), genome));
        double ms = SLOW.of(MODEL.of(MODEL.units(genome)));
        // the safety factor for this network is 1.75
        assertTrue(problem("P(latency:slow<=" + 1.76 * ms + "ms)>=0.9")
                .allows(problem().units(genome)));
        assertFalse(problem("P(latency:slow<=" + 1.74 * ms + "ms)>=0.9")
                .allows(problem().units(genome)));
    }

    @Test
    void aNetworkIsAllowedIfItsCandidateIsFeasible() {
        SearchProblem problem = problem("latency<=2.4ms", "params<=1K");
        for (Genome genome : genomes()) {
            assertEquals(problem.candidate(genome).feasible(), problem.allows(problem.units(genome)));
        }
    }

    @Test
    void violationsOfAllLimitsAreAdded() {
        Genome genome = genomes().getFirst();
        Costs costs = MODEL.of(MODEL.units(genome));
        SearchProblem problem = problem("macs<=" + costs.macs() / 2, "params<=" + costs.params() / 4);
        assertEquals(
                costs.macs() / (double) (costs.macs() / 2) - 1 + costs.params() / (double) (costs.params() / 4) - 1,
                problem.candidate(genome).violation(),
                1e-9);
        assertFalse(problem.allows(problem.units(genome)));
        assertTrue(problem().allows(problem.units(genome)));
    }

    @Test
    void theObjectiveOfTheScoreIsFoundAfterCosts() {
        assertEquals(1, problem().scoreObjectiveIndex());
        assertEquals(0, ToyProblem.problem().scoreObjectiveIndex());
    }

    @Test
    void onlyTablesWithInterpolatedUnitsHaveAMeasuredShare() {
        assertEquals(Map.of("slow", 0.75), MODEL.measuredShares(genomes()));
        assertEquals(Map.of(), MODEL.measuredShares(List.of()));
    }

    @Test
    void theBoundsOfACostAreAttained() {
        for (Cost cost : List.of(ANY, SLOW, new Cost.Macs(), new Cost.Memory(), new Cost.Flash())) {
            double[] amounts = genomes().stream()
                    .mapToDouble(g -> MODEL.amount(cost, MODEL.units(g)))
                    .toArray();
            double min = MODEL.minimum(cost).value();
            double max = MODEL.maximum(cost).value();
            assertTrue(DoubleStream.of(amounts).allMatch(a -> min <= a && a <= max), cost.text());
            assertEquals(min, MODEL.amount(cost, MODEL.units(MODEL.minimum(cost).genome())), 1e-9);
            assertEquals(max, MODEL.amount(cost, MODEL.units(MODEL.maximum(cost).genome())), 1e-9);
        }
    }
}
