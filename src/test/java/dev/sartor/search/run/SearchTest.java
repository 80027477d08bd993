package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.SearchResult.End;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    // Budget: trials, time limit, population, offspring per generation
    private static final Budget SMALL = new Budget(40, Optional.empty(), 8, 4);

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void theSameSeedGivesTheSameTrialsWithAnyNumberOfThreads(Algorithm algorithm) {
        var one = search(algorithm, 3).run(1, Cancellation.NEVER);
        assertEquals(one, search(algorithm, 3).run(1, Cancellation.NEVER));
        assertEquals(one, search(algorithm, 3).run(4, Cancellation.NEVER));
        assertFalse(one.trials()
                .equals(search(algorithm, 4).run(1, Cancellation.NEVER).trials()));
    }

    private static Search search(Algorithm algorithm, long seed) {
        return new Search(
                ToyProblem.problem("latency<=0.7ms"),
                ToyProblem.ACCURACY,
                algorithm,
                SMALL,
                seed,
                Journal.NONE,
                SearchListener.NONE,
                System::nanoTime);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "accuracy,latency;latency<=0.7ms",
                "accuracy,macs,params;memory<=12KiB",
                "accuracy;params<=4K",
                "accuracy,latency;macs<=100G"
            })
    void aSearchOfAllArchitecturesFindsTheFrontOfBruteForce(String objectives, String limit) {
        SearchProblem problem = ToyProblem.problem(ToyProblem.space(), List.of(objectives.split(",")), limit);
        SearchResult result = ToyProblem.search(problem, ToyProblem.ACCURACY, Budget.of(100_000), 1, Journal.NONE)
                .run(2, Cancellation.NEVER);
        Front truth = ToyProblem.bruteForce(problem);
        assertEquals(End.SPACE_EXHAUSTED, result.end());
        assertEquals(genomes(truth.trials()), genomes(result.front()));
        assertEquals(truth.hypervolume(), result.hypervolume(), 1e-12);
        assertEquals(
                truth.best().orElseThrow().genome(), result.best().orElseThrow().genome());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyAlgorithmWithEnoughTrialsFindsTheFrontAndTriesNoNetworkTwice(Algorithm algorithm) {
        SearchProblem problem = ToyProblem.problem("latency<=0.7ms");
        SearchResult result = new Search(
                        problem,
                        ToyProblem.ACCURACY,
                        algorithm,
                        Budget.of(100_000),
                        1,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(1, Cancellation.NEVER);
        assertEquals(End.SPACE_EXHAUSTED, result.end());
        assertEquals(ToyProblem.bruteForce(problem).hypervolume(), result.hypervolume(), 1e-12);
        assertEquals(result.trials().size(), genomes(result.trials()).size());
    }

    private static Set<String> genomes(List<Trial> trials) {
        return new HashSet<>(trials.stream().map(Trial::genome).toList());
    }

    @Test
    void noNetworkIsTriedTwiceAndEachTrialRecordsItsNetwork() {
        SearchProblem problem = ToyProblem.problem("latency<=0.7ms");
        SearchResult result = ToyProblem.search(problem, ToyProblem.ACCURACY, SMALL, 5, Journal.NONE)
                .run(1, Cancellation.NEVER);
        assertEquals(result.trials().size(), genomes(result.trials()).size());
        assertEquals(40, result.trials().stream().filter(Trial::feasible).count());
        assertTrue(result.trials().stream().anyMatch(t -> !t.feasible()));
        for (Trial trial : result.trials()) {
            var genome = problem.space().parse(trial.genome());
            assertEquals(problem.costModel().of(genome), trial.costs());
            assertEquals(problem.space().decode(genome).blockStrings(), trial.blocks());
            assertEquals(trial.costs().latencyMs("toy") <= 0.7, trial.feasible());
            assertEquals(trial.feasible(), trial.score().isPresent());
        }
    }

    @Test
    void accuracyIsAskedOnlyForNetworksWithinTheLimits() {
        Set<String> asked = new HashSet<>();
        AccuracySource counting = ToyProblem.source(a -> {
            assertTrue(asked.add(a.name()), a.name());
            return ToyProblem.ACCURACY.score(a, 1);
        });
        SearchResult result = ToyProblem.search(ToyProblem.problem("latency<=0.7ms"), counting, SMALL, 2, Journal.NONE)
                .run(1, Cancellation.NEVER);
        assertEquals(40, asked.size());
        assertTrue(result.trials().stream().anyMatch(t -> !t.feasible()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY})
    void theErrorForAnImpossibleAccuracyNamesValueAndSource(double accuracy) {
        var search = ToyProblem.search(ToyProblem.problem(), ToyProblem.source(_ -> accuracy), SMALL, 2, Journal.NONE);
        UserError e = assertThrows(UserError.class, () -> search.run(2, Cancellation.NEVER));
        assertTrue(e.getMessage().contains("" + accuracy) && e.where().contains("test source"), e.text());
    }

    @Test
    void anExceptionOfTheSourceIsNotSwallowed() {
        var search = ToyProblem.search(
                ToyProblem.problem(),
                ToyProblem.source(_ -> {
                    throw new IllegalStateException("broken");
                }),
                SMALL,
                2,
                Journal.NONE);
        assertEquals(
                "broken",
                assertThrows(IllegalStateException.class, () -> search.run(2, Cancellation.NEVER))
                        .getMessage());
    }

    @Test
    void cancellingInterruptsTheRunningEvaluation() {
        var asked = new AtomicInteger();
        AccuracySource endless = ToyProblem.source(a -> {
            if (asked.incrementAndGet() > 5) {
                Thread.sleep(Duration.ofHours(1));
            }
            return ToyProblem.ACCURACY.score(a, 1);
        });
        SearchResult result = ToyProblem.search(ToyProblem.problem(), endless, SMALL, 2, Journal.NONE)
                .run(1, () -> asked.get() > 5);
        assertEquals(End.INTERRUPTED, result.end());
        assertEquals(5, result.trials().stream().filter(Trial::feasible).count());
    }

    @Test
    void anInterruptOfTheThreadEndsTheSearchAndStaysVisible() {
        Thread.currentThread().interrupt();
        SearchResult result = ToyProblem.search(ToyProblem.problem(), ToyProblem.ACCURACY, SMALL, 2, Journal.NONE)
                .run(1, Cancellation.NEVER);
        assertEquals(End.INTERRUPTED, result.end());
        assertTrue(Thread.interrupted());
    }

    @Test
    void theTimeLimitEndsTheSearch() {
        var clock = new AtomicLong();
        AccuracySource slow = ToyProblem.source(a -> {
            clock.addAndGet(Duration.ofSeconds(10).toNanos());
            return ToyProblem.ACCURACY.score(a, 1);
        });
        var search = new Search(
                ToyProblem.problem(),
                slow,
                Algorithm.NSGA2,
                SMALL.withTime(Optional.of(Duration.ofSeconds(45))),
                1,
                Journal.NONE,
                SearchListener.NONE,
                clock::get);
        SearchResult result = search.run(1, Cancellation.NEVER);
        assertEquals(End.TIME_UP, result.end());
        assertTrue(result.trials().size() < 40);
    }

    @Test
    void progressCountsUpToTheBudget() {
        var listener = new SearchListener() {
            int trials;
            SearchProgress last;

            @Override
            public void trial(Trial trial, SearchProgress progress) {
                assertEquals(++trials, trial.id());
                assertTrue(last == null || progress.hypervolume() >= last.hypervolume());
                last = progress;
            }
        };
        SearchResult result = new Search(
                        ToyProblem.problem("latency<=0.7ms"),
                        ToyProblem.ACCURACY,
                        Algorithm.NSGA2,
                        SMALL,
                        1,
                        Journal.NONE,
                        listener,
                        System::nanoTime)
                .run(2, Cancellation.NEVER);
        assertEquals(40, listener.last.evaluated());
        assertEquals(result.trials().size(), listener.trials);
        assertEquals(result.hypervolume(), listener.last.hypervolume());
        assertEquals(result.front().size(), listener.last.frontSize());
    }
}
