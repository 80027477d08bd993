package dev.sartor.search.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.sampling.Feasibility;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    @ParameterizedTest
    @CsvSource({
        "latency<=5ms,5",
        "latency<=500us,0.5",
        "latency<=1.5s,1500",
        "params<=4M,4000000",
        "macs<=300M,300000000",
        "macs<=1.2G,1200000000",
        "macs<=12K,12000",
        "params<=200k,200000",
        "params<=4231976,4231976",
        "memory<=2MiB,2097152",
        "memory<=512KiB,524288",
        "memory<=1GiB,1073741824",
        "memory<=3kB,3000",
        "memory<=7B,7",
        "flash<=512KiB,524288",
        "' latency <= 5 ms ',5"
    })
    void amountsAreReadInTheirUnits(String text, double maximum) {
        assertEquals(maximum, Limit.parse(text).maximum());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latency<=5ms",
                "latency:pixel 4<=0.3ms",
                "latency<=1.5s",
                "latency<=500us",
                "params<=4M",
                "params<=4.231976M",
                "params<=4231977",
                "macs<=300M",
                "memory<=2MiB",
                "flash<=512KiB",
                "memory<=3MB",
                "memory<=7B",
                "P(latency<=5ms)>=0.95",
                "P(latency:pixel 4<=0.3ms)>=0.9"
            })
    void theTextOfALimitIsParsedToAnEqualLimit(String text) {
        Limit limit = Limit.parse(text);
        assertEquals(limit, Limit.parse(limit.text()));
        assertEquals(limit.text(), Limit.parse(limit.text()).text());
    }

    @Test
    void theLargestUnitThatNeedsAtMostThreeDecimalsAndGivesAtLeastOneIsUsed() {
        assertEquals("params<=4M", Limit.parse("params<=4000K").text());
        assertEquals("memory<=2MiB", Limit.parse("memory<=2048KiB").text());
        assertEquals("latency:pixel<=500us", Limit.parse("latency:pixel<=0.5ms").text());
        assertEquals("params<=4231.976K", Limit.parse("params<=4231976").text());
        assertEquals("macs<=1234567.891K", Limit.parse("macs<=1234567891").text());
    }

    @Test
    void anyAmountRoundTrips() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            double amount = Math.exp(random.nextDouble(-8, 25));
            var latency = new Limit(new Cost.Latency(Optional.empty()), amount);
            assertEquals(latency, Limit.parse(latency.text()));
            var memory = new Limit(new Cost.Memory(), Math.ceil(amount));
            assertEquals(memory, Limit.parse(memory.text()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latency",
                "latency=5ms",
                "latency<5ms",
                "latency>=5ms",
                "latency<=",
                "latency<=ms",
                "latency<=5",
                "latency<=5MiB",
                "params<=4ms",
                "params<=4m",
                "macs<=-3M",
                "macs<=0",
                "macs<=NaN",
                "macs<=1e9",
                "memory<=2",
                "memory<=2mib",
                "speed<=3",
                "latency:<=5ms",
                "latency: pixel<=5ms",
                "params:pixel<=4M",
                "latency<=5ms<=6ms",
                "latency<=5 ms extra",
                "macs<=1.",
                "latency<=five ms"
            })
    void theErrorForAnInvalidLimitHasAnExample(String text) {
        UserError e = assertThrows(UserError.class, () -> Limit.parse(text));
        assertEquals("limit '" + text + "'", e.where());
        assertTrue(e.fix().matches(".*(such as|valid:|write).*"), e.fix());
    }

    @Test
    void theNearestNameIsSuggestedForAMistypedCost() {
        assertTrue(assertThrows(UserError.class, () -> Limit.parse("latancy<=5ms"))
                .fix()
                .contains("did you mean 'latency'?"));
        assertTrue(assertThrows(UserError.class, () -> Limit.parse("latency<=5MB"))
                .fix()
                .contains("us, ms, s"));
    }

    @Test
    void aLimitWithoutATableHoldsOnEveryTable() {
        // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
        var costs = new Costs(10, 20, 30, new TreeMap<>(Map.of("phone", 4.0, "server", 1.0)));
        assertTrue(Limit.parse("latency:server<=1ms").allows(costs));
        assertFalse(Limit.parse("latency<=3.9ms").allows(costs));
        assertTrue(Limit.parse("latency<=4ms").allows(costs));
        assertEquals(1.0, Limit.parse("latency<=2ms").violation(costs));
        assertEquals(0, Limit.parse("macs<=10").violation(costs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "latency", "latency:pixel", "macs", "params", "memory", "flash"})
    void objectivesRoundTrip(String text) {
        assertEquals(text, Objective.parse(text).text());
    }

    @Test
    void anUnknownObjectiveIsRefused() {
        assertTrue(assertThrows(UserError.class, () -> Objective.parse("acuracy"))
                .fix()
                .contains("'accuracy'"));
        assertThrows(UserError.class, () -> Objective.parse("latency:"));
    }

    @Test
    void aLimitWithProbabilityHoldsIfThePredictionTimesItsMarginDoes() {
        SearchProblem plain = ToyProblem.problem("latency<=5ms");
        double ms = plain.candidate(plain.space().sample(new SplittableRandom(1)))
                .costs()
                .worstLatencyMs();
        for (double limitMs : new double[] {ms * 1.0999, ms * 1.1001}) {
            SearchProblem probable = ToyProblem.problem("P(latency<=" + limitMs + "ms)>=0.95");
            assertEquals(
                    limitMs > ms * 1.1,
                    probable.candidate(plain.space().sample(new SplittableRandom(1)))
                            .feasible());
        }
        assertEquals(
                "P(latency<=5ms)>=0.95",
                Limit.parse(" P( latency <= 5 ms ) >= .95").text());
    }

    @Test
    void aProbabilityThatNoTableSupportsIsRefused() {
        assertTrue(assertThrows(UserError.class, () -> ToyProblem.problem("P(latency<=5ms)>=0.99"))
                .getMessage()
                .contains("no table of this run supports"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P(params<=4M)>=0.95",
                "P(latency<=5ms)>=0.4",
                "P(latency<=5ms)>=1.5",
                "P(latency<=5ms)",
                "P(latency)>=0.9",
                "P(P(latency<=5ms)>=0.9)>=0.9",
                "P(latency<=5ms)<=0.9"
            })
    void invalidProbabilitiesAreRefused(String text) {
        UserError e = assertThrows(UserError.class, () -> Limit.parse(text));
        assertEquals("limit '" + text + "'", e.where());
    }

    @Test
    void aLimitIsPositiveAndFinite() {
        var macs = new Cost.Macs();
        assertThrows(IllegalArgumentException.class, () -> new Limit(macs, 0));
        assertThrows(IllegalArgumentException.class, () -> new Limit(macs, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Objective.Reward(macs, 0));
        assertThrows(IllegalArgumentException.class, () -> new Objective.Reward(macs, Double.POSITIVE_INFINITY));
        // Limit: cost, maximum, probability, safety factor
        new Limit(macs, 1, 0.5, 1);
        assertThrows(IllegalArgumentException.class, () -> new Limit(macs, 1, 0.499, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limit(macs, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limit(macs, 1, 0.5, 0.999));
    }

    @Test
    void theViolationIsPositiveOnlyBeyondTheLimit() {
        var costs = new Costs(100, 1, 1, new TreeMap<>());
        assertEquals(0, new Limit(new Cost.Macs(), 100).violation(costs));
        // an excess of less than the smallest step of 1 is still an excess
        assertTrue(new Limit(new Cost.Macs(), Math.nextDown(100.0)).violation(costs) > 0);
        assertEquals(0.25, new Limit(new Cost.Macs(), 80).violation(costs), 1e-12);
        assertEquals(0.5, new Limit(new Cost.Macs(), 100, 0.9, 1.5).violation(costs), 1e-12);
    }

    @Test
    void namesOfTablesHaveNoComparisonSignsAndNoSpacesAtTheBeginning() {
        for (String name : new String[] {" ", " a", "a<b", "a=b", "a>b"}) {
            assertThrows(IllegalArgumentException.class, () -> new Cost.Latency(Optional.of(name)), name);
        }
    }

    @Test
    void anInfeasibleProbabilityIsRefusedWithTheMinimum() {
        UserError e =
                assertThrows(UserError.class, () -> Feasibility.check(ToyProblem.problem("P(latency<=0.1ms)>=0.95")));
        String possible = e.fix().replaceFirst("raise it to (\\S+) or more.*", "$1");
        Feasibility.check(ToyProblem.problem(possible));
    }
}
