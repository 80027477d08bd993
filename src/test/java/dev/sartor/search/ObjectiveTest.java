package dev.sartor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.UserError;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "macs", "latency:pixel", "reward:latency=5ms", "reward:latency:pixel=500us", "reward:macs=300M"})
    void theTextOfAnObjectiveIsParsedToTheSame(String text) {
        assertEquals(text, Objective.parse(text).text());
    }

    @Test
    void aRewardPricesAMissFromEitherSideAlike() {
        var reward = Objective.parse("reward:macs=100M");
        double over = reward.toMinimise(new Costs(120_000_000, 1, 1, new TreeMap<>()), 0.8);
        double under = reward.toMinimise(new Costs(80_000_000, 1, 1, new TreeMap<>()), 0.8);
        assertEquals(1 - (0.8 - 0.10 * 0.2), over, 1e-12);
        assertEquals(over, under, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reward:latency", "reward:latency=5M", "reward:speed=5ms", "reward:=5ms", "reward:latency=0ms", "reward:a=1=2"})
    void aRewardWithoutACostAndAnAmountOfItIsRefused(String text) {
        assertThrows(UserError.class, () -> Objective.parse(text));
    }

    @Test
    void aRewardNeedsTheTableThatItNames() {
        UserError e = assertThrows(UserError.class, () -> Toy.problem(Toy.space(), List.of("reward:latency:phone=1ms")));
        assertTrue(e.where().contains("reward:latency:phone=1ms"), e.text());
    }

    @Test
    void aSearchByRewardEndsAtTheNetworkOfTheHighestReward() {
        Problem problem = Toy.problem(Toy.space(), List.of("reward:latency=0.7ms"));
        SearchResult result = Toy.search(problem, Toy.ACCURACY, Budget.of(100_000), 1, Journal.NONE).run(1, () -> false);
        assertEquals(Toy.bruteForce(problem).best().orElseThrow().genome(), result.best().orElseThrow().genome());
        assertEquals(1, result.front().size());
    }
}
