package dev.sartor.search.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy",
                "macs",
                "latency:pixel",
                "mean-latency",
                "reward:latency=5ms",
                "reward:latency:pixel=500us",
                "reward:macs=300M"
            })
    void objectivesRoundTrip(String text) {
        assertEquals(text, Objective.parse(text).text());
    }

    @Test
    void aRewardPenalisesDeviationsInBothDirectionsEqually() {
        var reward = Objective.parse("reward:macs=100M");
        // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
        double over = reward.toMinimise(new Costs(120_000_000, 1, 1, new TreeMap<>()), 0.8);
        double under = reward.toMinimise(new Costs(80_000_000, 1, 1, new TreeMap<>()), 0.8);
        // 1 more, since the network is off the target by more than 1 %
        assertEquals(1 - (0.8 - 0.10 * 0.2) + 1, over, 1e-12);
        assertEquals(over, under, 1e-12);
    }

    @Test
    void aNetworkAtTheTargetPrecedesAMoreAccurateOneFarFromIt() {
        var reward = Objective.parse("reward:macs=100M");
        double hit = reward.toMinimise(new Costs(100_990_000, 1, 1, new TreeMap<>()), 0.1);
        double missed = reward.toMinimise(new Costs(101_010_000, 1, 1, new TreeMap<>()), 0.99);
        assertTrue(hit < missed, hit + " and " + missed);
        assertEquals(1 - (0.1 - 0.10 * 0.0099), hit, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reward:latency",
                "reward:latency=5M",
                "reward:speed=5ms",
                "reward:=5ms",
                "reward:latency=0ms",
                "reward:a=1=2"
            })
    void aRewardWithoutACostAndAnAmountOfItIsRefused(String text) {
        assertThrows(UserError.class, () -> Objective.parse(text));
    }

    @Test
    void latencyOverSeveralDevicesIsTheWorstOrTheMean() {
        var costs = new Costs(1, 1, 1, new TreeMap<>(Map.of("phone", 4.0, "server", 1.0)));
        assertEquals(4, Objective.parse("latency").toMinimise(costs, 0.5));
        assertEquals(2.5, Objective.parse("mean-latency").toMinimise(costs, 0.5));
    }

    @Test
    void aSearchByMeanLatencyFindsItsFront() {
        SearchSpace space = ToyProblem.space();
        var tables = new TreeMap<>(Map.of(
                "a",
                ToyProblem.latency(space),
                "b",
                ToyProblem.latency(space, 0.1, u -> u.network().params() / 1e4)));
        var problem = new SearchProblem(
                space,
                new CostModel(space, tables),
                List.of(Objective.ACCURACY, Objective.parse("mean-latency")),
                List.of(Limit.parse("latency:a<=0.7ms")));
        SearchResult result = ToyProblem.search(problem, ToyProblem.ACCURACY, Budget.of(100_000), 1, Journal.NONE)
                .run(1, Cancellation.NEVER);
        assertEquals(ToyProblem.bruteForce(problem).hypervolume(), result.hypervolume(), 1e-12);
        assertTrue(result.hypervolume() > 0.1 && result.hypervolume() < 1, "" + result.hypervolume());
    }

    @Test
    void theMeanLatencyNeedsATable() {
        SearchSpace space = ToyProblem.space();
        UserError e = assertThrows(
                UserError.class,
                () -> new SearchProblem(
                        space,
                        new CostModel(space, new TreeMap<>()),
                        List.of(Objective.ACCURACY, Objective.parse("mean-latency")),
                        List.of()));
        assertEquals("objective 'mean-latency'", e.where());
    }

    @Test
    void aRewardNeedsTheTableThatItNames() {
        UserError e = assertThrows(
                UserError.class, () -> ToyProblem.problem(ToyProblem.space(), List.of("reward:latency:phone=1ms")));
        assertTrue(e.where().contains("reward:latency:phone=1ms"), e.text());
    }

    @Test
    void aSearchByRewardEndsAtTheNetworkOfTheHighestReward() {
        SearchProblem problem = ToyProblem.problem(ToyProblem.space(), List.of("reward:latency=0.7ms"));
        SearchResult result = ToyProblem.search(problem, ToyProblem.ACCURACY, Budget.of(100_000), 1, Journal.NONE)
                .run(1, Cancellation.NEVER);
        assertEquals(
                ToyProblem.bruteForce(problem).best().orElseThrow().genome(),
                result.best().orElseThrow().genome());
        assertEquals(1, result.front().size());
    }
}
