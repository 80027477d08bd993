package dev.sartor.search.sampling;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.base.UserError;
import dev.sartor.base.UserError.ExitCode;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.ReferencePoint;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.unit.HugeSpaceTest;
import dev.sartor.space.unit.Unit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeasibilityTest {
    /** A cost of a unit that falls as the parameters of its network grow. */
    private static final ToDoubleFunction<Unit> FALLING =
            u -> u.isEmpty() ? 0 : 1 / (1.0 + u.network().params());

    @ParameterizedTest
    @ValueSource(strings = {"latency", "latency:toy", "macs", "params", "memory", "flash"})
    void theErrorNamesTheSmallestLimitThatCanBeMet(String cost) {
        double least = minimumByEnumeration(Cost.parse(cost));
        Limit below = new Limit(Cost.parse(cost), least * 0.999);
        UserError e = assertThrows(UserError.class, () -> Feasibility.check(ToyProblem.problem(below.text())));
        assertEquals(ExitCode.NOTHING_FEASIBLE, e.exitCode());
        assertEquals("limit '" + below.text() + "'", e.where());
        String possible = e.fix().replaceFirst("raise it to (\\S+) or more.*", "$1");
        assertTrue(
                Limit.parse(possible).maximum() >= least
                        && Limit.parse(possible).maximum() < least * 1.01,
                e.text());
        assertDoesNotThrow(() -> Feasibility.check(ToyProblem.problem(possible)));
        String genome = e.fix().replaceFirst(".*genome (\\S+) .*", "$1");
        SearchProblem problem = ToyProblem.problem();
        assertEquals(
                least,
                Cost.parse(cost)
                        .of(problem.candidate(problem.space().parse(genome)).costs()),
                1e-9);
    }

    private static double minimumByEnumeration(Cost cost) {
        SearchProblem problem = ToyProblem.problem();
        return new SpaceEnumeration(problem.space())
                .genomes()
                .mapToDouble(g -> cost.of(problem.costModel().of(g)))
                .min()
                .orElseThrow();
    }

    @Test
    void limitsThatExcludeEachOtherAreRefusedWithTheMinimumWithinTheOthers() {
        SearchProblem problem = contradictoryLimits();
        UserError e = assertThrows(UserError.class, () -> Feasibility.check(problem));
        assertEquals(ExitCode.NOTHING_FEASIBLE, e.exitCode());
        Limit params = problem.limits().get(0);
        assertTrue(
                e.getMessage()
                        .contains(" can satisfy " + problem.limits().get(1).text() + " together with " + params.text()),
                e.text());
        double least = new SpaceEnumeration(problem.space())
                .genomes()
                .map(problem.costModel()::of)
                .filter(params::allows)
                .mapToDouble(Costs::worstLatencyMs)
                .min()
                .orElseThrow();
        // The fix names a genome and, for each of the two limits, a value at which both can be satisfied.
        Candidate named = problem.candidate(problem.space().parse(e.fix().replaceFirst(".*genome (\\S+) .*", "$1")));
        assertTrue(params.allows(named.costs()));
        assertEquals(least, named.costs().worstLatencyMs(), 1e-12);
        String raised = e.fix().replaceFirst("raise it to (\\S+) or more.*", "$1");
        assertTrue(Limit.parse(raised).maximum() < least * 1.01, e.text());
        assertDoesNotThrow(() -> Feasibility.check(ToyProblem.problemOf(FALLING, params.text(), raised)));
        String instead = "params<=" + e.fix().replaceFirst(".*, or \\S+ to (\\S+);.*", "$1");
        assertDoesNotThrow(() -> Feasibility.check(
                ToyProblem.problemOf(FALLING, instead, problem.limits().get(1).text())));
    }

    @Test
    void aSearchWithContradictoryLimitsIsRefused() {
        var search = ToyProblem.search(contradictoryLimits(), ToyProblem.ACCURACY, Budget.of(20), 1, Journal.NONE);
        assertEquals(
                ExitCode.NOTHING_FEASIBLE,
                assertThrows(UserError.class, () -> search.run(1, Cancellation.NEVER))
                        .exitCode());
    }

    /** Latency decreases as parameters grow, so each limit can be satisfied, but not both. */
    private static SearchProblem contradictoryLimits() {
        SearchProblem unlimited = ToyProblem.problemOf(FALLING);
        List<Limit> limits = Stream.of(new Cost.Params(), new Cost.Latency(Optional.empty()))
                .map(c -> new Limit(c, unlimited.costModel().minimum(c).value() * 1.001))
                .toList();
        SearchProblem problem = ToyProblem.problemOf(
                FALLING, limits.get(0).text(), limits.get(1).text());
        for (Limit limit : limits) {
            assertDoesNotThrow(() -> Feasibility.check(ToyProblem.problemOf(FALLING, limit.text())));
        }
        return problem;
    }

    @Tag("slow")
    @Test
    void aSpaceWithMillionsOfUnitsIsSearchedBySampling() {
        var space = Spaces.of(HugeSpaceTest.text());
        assertDoesNotThrow(() -> Feasibility.check(hugeProblem(space, "macs<=100M")));
        SearchProblem rare = hugeProblem(space, "params<=700k");
        var sampler = new FeasibleSampler(rare, new SplittableRandom(1));
        for (int i = 0; i < 3; i++) {
            assertTrue(sampler.draw().orElseThrow().costs().params() <= 700_000);
        }
        UserError e = assertThrows(UserError.class, () -> Feasibility.check(hugeProblem(space, "macs<=1k")));
        assertEquals(ExitCode.NOTHING_FEASIBLE, e.exitCode());
        assertEquals(2, ReferencePoint.of(hugeProblem(space, "params<=5M")).length);
    }

    private static SearchProblem hugeProblem(SearchSpace space, String limit) {
        return new SearchProblem(
                space,
                new CostModel(space, Collections.emptySortedMap()),
                List.of(Objective.parse("accuracy"), Objective.parse("macs")),
                List.of(Limit.parse(limit)));
    }

    @Test
    void rareNetworksAreFoundWithBoundedEffort() {
        var space = SpaceFile.find("small-28");
        SearchProblem unlimited = ToyProblem.problem(space, List.of("accuracy", "macs"));
        double least = unlimited.costModel().minimum(new Cost.Params()).value();
        SearchProblem problem = ToyProblem.problem(
                space, List.of("accuracy", "macs"), new Limit(new Cost.Params(), least * 1.2).text());
        var random = new SplittableRandom(1);
        assertTrue(
                Stream.generate(() -> problem.candidate(space.sample(random)))
                        .limit(20_000)
                        .noneMatch(Candidate::feasible),
                "networks within the limit are not rare");
        FeasibleSampler sampler = new FeasibleSampler(problem, random);
        for (int i = 0; i < 20; i++) {
            assertTrue(sampler.draw().orElseThrow().feasible());
        }
    }

    @Test
    void networksAtTheEdgeOfSeveralLimitsAreFound() {
        var space = SpaceFile.find("small-28");
        CostModel model = ToyProblem.problem(space, List.of("accuracy", "macs")).costModel();
        Limit params =
                new Limit(new Cost.Params(), model.minimum(new Cost.Params()).value() * 1.5);
        Limit macs = new Limit(
                new Cost.Macs(),
                model.within(List.of(params))
                        .minimum(new Cost.Macs())
                        .orElseThrow()
                        .value());
        SearchProblem problem = ToyProblem.problem(space, List.of("accuracy", "macs"), params.text(), macs.text());
        assertDoesNotThrow(() -> Feasibility.check(problem));
        assertTrue(new FeasibleSampler(problem, new SplittableRandom(1))
                .draw()
                .orElseThrow()
                .feasible());
    }

    @Test
    void aLatencyWithoutATableIsRefused() {
        var space = ToyProblem.space();
        var model = new CostModel(space, new TreeMap<>());
        assertTrue(assertThrows(
                        UserError.class,
                        () -> new SearchProblem(space, model, SearchProblem.defaultObjectivesWithLatency(), List.of()))
                .fix()
                .contains("--table"));
        assertTrue(assertThrows(UserError.class, () -> ToyProblem.problem("latency:tox<=5ms"))
                .fix()
                .contains("did you mean 'toy'"));
    }

    @Test
    void objectivesMustNameAccuracyAndNothingTwice() {
        assertThrows(UserError.class, () -> ToyProblem.problem(ToyProblem.space(), List.of("macs")));
        assertThrows(
                UserError.class, () -> ToyProblem.problem(ToyProblem.space(), List.of("accuracy", "macs", "macs")));
    }
}
