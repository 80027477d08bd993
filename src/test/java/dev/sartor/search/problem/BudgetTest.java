package dev.sartor.search.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.base.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    private static Budget timed(Duration time) {
        // Budget: trials, time limit, population, offspring per generation
        return new Budget(10, Optional.of(time), 6, 4);
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 4", "144, 6, 4", "180, 7, 4", "1024, 16, 4", "1600, 20, 5", "1000000, 64, 16"})
    void thePopulationGrowsWithTheSquareRootOfTheTrials(int trials, int population, int offspring) {
        assertEquals(new Budget(trials, Optional.empty(), population, offspring), Budget.of(trials));
    }

    @Test
    void impossibleSizesAreRefused() {
        Optional<Duration> none = Optional.empty();
        new Budget(1, none, 2, 1);
        new Budget(1, none, 1_000_000, 1_000_000);
        assertThrows(IllegalArgumentException.class, () -> new Budget(0, none, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Budget(1, none, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Budget(1, none, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new Budget(1, none, 1_000_001, 1));
        assertThrows(IllegalArgumentException.class, () -> new Budget(1, none, 2, 1_000_001));
    }

    @Test
    void aTimeLimitIsPositiveAndAtMostTenYears() {
        timed(Duration.ofNanos(1));
        timed(Duration.ofDays(3650));
        assertThrows(IllegalArgumentException.class, () -> timed(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> timed(Duration.ofDays(3650).plusNanos(1)));
    }

    @Test
    void anExtendedBudgetRecordsWhereTheEarlierOnesEnded() {
        Budget budget = Budget.of(100).extendedTo(150).extendedTo(300);
        assertEquals(List.of(100, 150), budget.earlierTrials());
        assertEquals(100, budget.initialTrials());
        assertEquals(100, budget.nextEnd(99));
        assertEquals(150, budget.nextEnd(100));
        assertEquals(300, budget.nextEnd(150));
        assertEquals(300, budget.nextEnd(300));
        assertEquals(7, Budget.of(7).initialTrials());
        assertEquals(7, Budget.of(7).nextEnd(0));
        assertEquals(List.of(), budget.withTrials(20).earlierTrials());
        assertEquals(List.of(100, 150), budget.withPopulation(8, 2).earlierTrials());
        assertThrows(IllegalArgumentException.class, () -> budget.extendedTo(300));
        // Budget: trials, time limit, population, offspring per generation, steady state, ends of earlier budgets
        assertThrows(
                IllegalArgumentException.class,
                () -> new Budget(9, Optional.empty(), 6, 4, OptionalInt.empty(), List.of(0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Budget(9, Optional.empty(), 6, 4, OptionalInt.empty(), List.of(5, 5)));
    }

    @Test
    void costsAreNotNegativeAndLatenciesFinite() {
        // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
        new Costs(0, 0, 0, new TreeMap<>(Map.of("toy", 0.0)));
        assertThrows(IllegalArgumentException.class, () -> new Costs(-1, 0, 0, new TreeMap<>()));
        assertThrows(IllegalArgumentException.class, () -> new Costs(0, -1, 0, new TreeMap<>()));
        assertThrows(IllegalArgumentException.class, () -> new Costs(0, 0, -1, new TreeMap<>()));
        for (double ms : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(UserError.class, () -> new Costs(0, 0, 0, new TreeMap<>(Map.of("toy", ms))));
        }
    }

    @Test
    void latenciesNeedATable() {
        var none = new Costs(0, 0, 0, new TreeMap<>());
        assertThrows(IllegalStateException.class, none::worstLatencyMs);
        assertThrows(IllegalStateException.class, none::meanLatencyMs);
        var costs = new Costs(0, 0, 0, new TreeMap<>(Map.of("a", 1.0, "b", 3.0)));
        assertEquals(3, costs.worstLatencyMs());
        assertEquals(2, costs.meanLatencyMs());
        assertEquals(1, costs.latencyMs("a"));
        assertThrows(IllegalArgumentException.class, () -> costs.latencyMs("c"));
    }
}
