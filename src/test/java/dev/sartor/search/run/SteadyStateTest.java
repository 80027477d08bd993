package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.evaluation.SimulatedWorkers;
import dev.sartor.search.evaluation.SimulatedWorkers.Conditions;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that propose networks one by one while others are in evaluation. */
class SteadyStateTest {
    private static final int TRIALS = 40;
    private static final int CONCURRENT = 5;
    private static final int POPULATION = 8;
    private static final Budget BUDGET =
            new Budget(TRIALS, Optional.empty(), POPULATION, 4).withSteadyState(CONCURRENT);

    @TempDir
    Path temp;

    private static Search search(Algorithm algorithm, Budget budget) {
        return new Search(
                ToyProblem.problem("latency<=0.7ms"),
                ToyProblem.ACCURACY,
                algorithm,
                budget,
                SimulatedWorkers.SOURCE_SEED,
                Journal.NONE,
                SearchListener.NONE,
                System::nanoTime);
    }

    private static SimulatedWorkers workers(Conditions conditions, long seed) {
        return new SimulatedWorkers(conditions, ToyProblem.ACCURACY, seed);
    }

    private static SearchResult result(Algorithm algorithm, SimulatedWorkers workers) {
        return search(algorithm, BUDGET).run(workers, 1, () -> false);
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"NSGA2", "REGULARISED_EVOLUTION", "RANDOM"})
    void theTrialsDependNeitherOnTheWorkersNorOnWhichScoreIsKnownFirst(Algorithm algorithm) {
        SearchResult local = search(algorithm, BUDGET).run(1, () -> false);
        assertEquals(TRIALS, local.trials().stream().filter(Trial::isScored).count());
        assertEquals(local, search(algorithm, BUDGET).run(4, () -> false));
        // Conditions: workers, least and most minutes of an evaluation, losses per hour, minutes to replace a worker
        assertEquals(local, result(algorithm, workers(Conditions.withoutLosses(3, 5, 60), 1)));
        assertEquals(local, result(algorithm, workers(Conditions.withoutLosses(50, 1, 1000), 2)));
        assertEquals(local, result(algorithm, workers(new Conditions(2, 5, 60, 1, 5), 3)));
    }

    @Test
    void asManyNetworksAsAllowedAreInEvaluationAndNoMore() {
        SimulatedWorkers workers = workers(Conditions.withoutLosses(100, 5, 60), 1);
        result(Algorithm.NSGA2, workers);
        assertEquals(CONCURRENT, workers.mostInEvaluation());
    }

    @Test
    void theProgressCountsTheNetworksInEvaluation() {
        List<Integer> inEvaluation = new ArrayList<>();
        var listener = new SearchListener() {
            @Override
            public void trial(Trial trial, SearchProgress progress) {
                if (trial.isScored()) {
                    inEvaluation.add(progress.inEvaluation());
                }
            }
        };
        new Search(
                        ToyProblem.problem("latency<=0.7ms"),
                        ToyProblem.ACCURACY,
                        Algorithm.NSGA2,
                        BUDGET,
                        SimulatedWorkers.SOURCE_SEED,
                        Journal.NONE,
                        listener,
                        System::nanoTime)
                .run(1, () -> false);
        for (int i = 0; i < TRIALS; i++) {
            int left = TRIALS - i - 1;
            assertEquals(Math.min(CONCURRENT - 1, left), inEvaluation.get(i), "after trial " + (i + 1));
        }
    }

    @Test
    void workersAreIdleForLessTimeThanInASearchByGenerations() {
        int workers = 4;
        SimulatedWorkers steady = workers(Conditions.withoutLosses(workers, 5, 60), 1);
        search(Algorithm.NSGA2, BUDGET.withSteadyState(2 * workers)).run(steady, 1, () -> false);
        SimulatedWorkers generations = workers(Conditions.withoutLosses(workers, 5, 60), 1);
        search(Algorithm.NSGA2, new Budget(TRIALS, Optional.empty(), POPULATION, workers))
                .run(generations, 1, () -> false);
        assertTrue(
                steady.idleShare() < generations.idleShare() / 2,
                steady.idleShare() + " against " + generations.idleShare());
    }

    @Test
    void aPopulationOfRandomNetworksIsGenerationZeroAndChildrenFollow() {
        SearchResult result = search(Algorithm.NSGA2, BUDGET).run(1, () -> false);
        List<Trial> scored = result.trials().stream().filter(Trial::isScored).toList();
        for (int i = 0; i < TRIALS; i++) {
            assertEquals(i / POPULATION, scored.get(i).generation());
        }
        assertTrue(scored.stream().limit(POPULATION).allMatch(t -> t.origin() == Trial.Origin.RANDOM));
        assertTrue(scored.stream().skip(POPULATION).anyMatch(t -> t.origin() == Trial.Origin.OFFSPRING));
    }

    @Test
    void oneNetworkAtATimeGivesTheSameTrialsAsGenerationsOfOne() {
        SearchResult oneByOne =
                search(Algorithm.NSGA2, BUDGET.withSteadyState(1)).run(1, () -> false);
        SearchResult generationsOfOne = search(Algorithm.NSGA2, new Budget(TRIALS, Optional.empty(), POPULATION, 1))
                .run(1, () -> false);
        assertEquals(
                generationsOfOne.trials().stream().map(Trial::genome).toList(),
                oneByOne.trials().stream().map(Trial::genome).toList());
    }

    @Test
    void aSearchOfTheWholeSpaceEndsWhenNothingIsLeft() {
        SearchResult result =
                search(Algorithm.NSGA2, Budget.of(100_000).withSteadyState(7)).run(1, () -> false);
        assertEquals(SearchResult.End.SPACE_EXHAUSTED, result.end());
        assertEquals(
                ToyProblem.bruteForce(ToyProblem.problem("latency<=0.7ms")).hypervolume(), result.hypervolume(), 1e-12);
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"NSGA2", "REGULARISED_EVOLUTION", "RANDOM"})
    void aRunTruncatedAtAnyByteIsResumedToTheSameBytesAlsoAfterAnExtension(Algorithm algorithm) throws IOException {
        Path run = temp.resolve("run");
        try (RunSession session = RunSession.create(run, config(algorithm), RunSessionTest.ENVIRONMENT)) {
            RunSessionTest.search(session, ToyProblem.ACCURACY, 2, () -> false);
        }
        byte[] first = Files.readAllBytes(run.resolve("trials.jsonl"));
        var more = new ResumeOptions(OptionalInt.of(55), Optional.empty());
        try (RunSession session = RunSession.resume(run, more, CommandConsent.refused())) {
            RunSessionTest.search(session, ToyProblem.ACCURACY, 1, () -> false);
        }
        byte[] complete = Files.readAllBytes(run.resolve("trials.jsonl"));
        assertEquals(first.length, Arrays.mismatch(first, complete), "the first bytes stay");
        var random = new SplittableRandom(1);
        for (int i = 0; i < 12; i++) {
            int length = random.nextInt(complete.length + 1);
            Files.write(run.resolve("trials.jsonl"), Arrays.copyOf(complete, length));
            try (RunSession session = RunSession.resume(run, CommandConsent.refused())) {
                RunSessionTest.search(session, ToyProblem.ACCURACY, 1 + i % 2, () -> false);
            }
            assertEquals(
                    new String(complete),
                    Files.readString(run.resolve("trials.jsonl")),
                    "cut after " + length + " bytes");
        }
    }

    private static RunConfig config(Algorithm algorithm) {
        return new RunConfig(
                ToyProblem.SPACE_FILE,
                Optional.of("shapes"),
                List.of(),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy"), Objective.parse("latency")),
                List.of(Limit.parse("latency<=0.7ms")),
                new AccuracySpec.Csv(Path.of("known.csv")),
                algorithm,
                BUDGET,
                1);
    }

    @Test
    void theConfigurationOfARunKeepsTheNumberOfNetworksAtOnce() {
        Path run = temp.resolve("run");
        RunSession.create(run, config(Algorithm.NSGA2), RunSessionTest.ENVIRONMENT)
                .close();
        assertEquals(BUDGET, RunFolder.open(run).config().budget());
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"LOCAL_SEARCH", "PREDICTIVE"})
    void algorithmsThatProposeGenerationsAreRefused(Algorithm algorithm) {
        algorithm.requireUsable(ToyProblem.ACCURACY, Budget.of(TRIALS));
        UserError e = assertThrows(UserError.class, () -> algorithm.requireUsable(ToyProblem.ACCURACY, BUDGET));
        assertTrue(e.where().contains(algorithm.text()), e.text());
        assertTrue(e.fix().contains("--steady-state"), e.text());
    }

    @Test
    void aSourceThatEvaluatesAGenerationAtOnceIsRefused() {
        PopulationSource population = new PopulationSource() {
            @Override
            public double[] scores(List<Architecture> population, long seed, int threads, PromotionRule promotion) {
                return new double[population.size()];
            }

            @Override
            public String description() {
                return "whole generations";
            }
        };
        Algorithm.NSGA2.requireUsable(population, Budget.of(TRIALS));
        UserError e = assertThrows(UserError.class, () -> Algorithm.NSGA2.requireUsable(population, BUDGET));
        assertTrue(e.fix().contains("--accuracy training"), e.text());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void aNumberOfNetworksAtOnceOutsideItsRangeIsRefused(int concurrent) {
        assertThrows(IllegalArgumentException.class, () -> BUDGET.withSteadyState(concurrent));
        assertFalse(BUDGET.withSteadyState(1).steadyState().isEmpty());
    }
}
