package dev.sartor.search.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.sampling.Feasibility;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, rewards and budgets with values below, at and above each end: a search ends in success or a user error. */
class ProblemRangeTest {
    private static final List<String> AMOUNTS = List.of(
            "",
            "-1",
            "0",
            "0.0",
            "0." + "0".repeat(400) + "1",
            "0." + "0".repeat(300) + "1",
            "0.000001",
            "1",
            "1.5",
            "01",
            "2147483648",
            "9223372036854775808",
            "9".repeat(308),
            "9".repeat(400),
            "1e9",
            "NaN",
            "Infinity",
            "\u0665",
            "1,5");
    private static final List<String> UNITS = List.of("", "us", "ms", "s", "K", "M", "G", "B", "GiB", "x");

    static Stream<String> limits() {
        return Stream.of("latency<=#", "latency:toy<=#", "P(latency<=#)>=0.9", "macs<=#", "params<=#", "memory<=#")
                .flatMap(l -> AMOUNTS.stream().flatMap(a -> UNITS.stream().map(u -> l.replace("#", a + u))));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aLimitOfAnyAmountGivesAResultOrAUserError(String text) {
        searchOrFailAsUserError(List.of("accuracy", "latency"), text);
    }

    static Stream<String> probabilities() {
        return Stream.of(
                        "-1",
                        "0",
                        "0.0",
                        "0.499999",
                        "0.5",
                        "0.500000",
                        ".95",
                        "0.950001",
                        "0.999999",
                        "0.9999999",
                        "1",
                        "1.0",
                        "2",
                        "NaN",
                        "")
                .map(p -> "P(latency<=5ms)>=" + p);
    }

    @ParameterizedTest
    @MethodSource("probabilities")
    void anyProbabilityGivesAResultOrAUserError(String text) {
        searchOrFailAsUserError(List.of("accuracy", "latency"), text);
    }

    static Stream<String> rewards() {
        return Stream.of("reward:latency=#", "reward:macs=#", "reward:memory=#", "reward:params=#")
                .flatMap(r -> AMOUNTS.stream().flatMap(a -> UNITS.stream().map(u -> r.replace("#", a + u))));
    }

    @ParameterizedTest
    @MethodSource("rewards")
    void anyTargetOfARewardGivesAResultOrAUserError(String text) {
        searchOrFailAsUserError(List.of(text));
        searchOrFailAsUserError(List.of(text, "macs"));
    }

    private static void searchOrFailAsUserError(List<String> objectives, String... limits) {
        try {
            SearchProblem problem = ToyProblem.problem(ToyProblem.space(), objectives, limits);
            Feasibility.check(problem);
            // Budget: trials, time limit, population, offspring per generation
            var budget = new Budget(6, Optional.empty(), 2, 2);
            var result = ToyProblem.search(problem, ToyProblem.ACCURACY, budget, 1, Journal.NONE)
                    .run(1, Cancellation.NEVER);
            assertTrue(result.best().isPresent() && !Double.isNaN(result.hypervolume()));
        } catch (UserError e) {
            assertTrue(
                    !e.getMessage().isBlank()
                            && !e.where().isBlank()
                            && !e.fix().isBlank(),
                    e.text());
        }
    }

    @Test
    void budgetsThatNoSearchCanHaveAreRefused() {
        for (int[] sizes : new int[][] {{0, 2, 1}, {1, 1, 1}, {1, 2, 0}, {1, 1_000_001, 1}, {1, 2, 1_000_001}}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new Budget(sizes[0], Optional.empty(), sizes[1], sizes[2]));
        }
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(3651))) {
            assertThrows(IllegalArgumentException.class, () -> Budget.of(1).withTime(Optional.of(time)));
        }
    }

    @Test
    void theLargestPopulationExhaustsASmallSpaceWithoutAnError() {
        var budget = new Budget(Integer.MAX_VALUE, Optional.of(Duration.ofDays(3650)), 1_000_000, 2);
        var result = ToyProblem.search(ToyProblem.problem(), ToyProblem.ACCURACY, budget, 1, Journal.NONE)
                .run(1, Cancellation.NEVER);
        // all networks of the space
        assertEquals(288, result.trials().size());
    }
}
