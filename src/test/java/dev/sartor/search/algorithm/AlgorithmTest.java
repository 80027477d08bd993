package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.accuracy.source.SampleFeature;
import dev.sartor.accuracy.source.SourceFeature;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlgorithmTest {
    @Test
    void everyAlgorithmIsParsedFromItsName() {
        assertEquals(
                List.of("nsga2", "regularised-evolution", "local-search", "predictive", "exploration", "random"),
                Stream.of(Algorithm.values()).map(Algorithm::text).toList());
        for (Algorithm algorithm : Algorithm.values()) {
            assertEquals(algorithm, Algorithm.parse(algorithm.text()));
        }
    }

    @Test
    void aMisspeltNameIsAnErrorWithASuggestion() {
        UserError error = assertThrows(UserError.class, () -> Algorithm.parse("local-serch"));
        assertTrue(error.fix().contains("'local-search'"), error.text());
    }

    @Test
    void onlyExplorationNeedsASourceThatPredicts() {
        AccuracySource withoutPredictions = ToyProblem.source(_ -> 0.5);
        for (Algorithm algorithm : Algorithm.values()) {
            assertDoesNotThrow(() -> algorithm.requireUsable(ToyProblem.ACCURACY, Budget.of(10)));
            if (algorithm == Algorithm.EXPLORATION) {
                assertThrows(UserError.class, () -> algorithm.requireUsable(withoutPredictions, Budget.of(10)));
            } else {
                assertDoesNotThrow(() -> algorithm.requireUsable(withoutPredictions, Budget.of(10)));
            }
        }
    }

    @Test
    void aSourceWithFeaturesNeedsPredictiveSearch() {
        AccuracySource withFeatures = new AccuracySource() {
            @Override
            public double score(Architecture architecture, long seed) {
                return 0.5;
            }

            @Override
            public List<SourceFeature> features() {
                return List.of(SampleFeature.of(ToyProblem.ACCURACY, ToyProblem.space()));
            }

            @Override
            public String description() {
                return "with a feature";
            }
        };
        UserError error =
                assertThrows(UserError.class, () -> Algorithm.NSGA2.requireUsable(withFeatures, Budget.of(10)));
        assertTrue(error.fix().contains("--algorithm predictive"), error.text());
        assertDoesNotThrow(() -> Algorithm.PREDICTIVE.requireUsable(withFeatures, Budget.of(10)));
    }

    @Test
    void onlyAlgorithmsWithoutGenerationsProposeNetworksOneByOne() {
        Budget steadyState = Budget.of(10).withSteadyState(2);
        for (Algorithm algorithm : List.of(Algorithm.NSGA2, Algorithm.REGULARISED_EVOLUTION, Algorithm.RANDOM)) {
            assertDoesNotThrow(() -> algorithm.requireUsable(ToyProblem.ACCURACY, steadyState));
        }
        for (Algorithm algorithm : List.of(Algorithm.LOCAL_SEARCH, Algorithm.PREDICTIVE, Algorithm.EXPLORATION)) {
            UserError error =
                    assertThrows(UserError.class, () -> algorithm.requireUsable(ToyProblem.ACCURACY, steadyState));
            assertTrue(error.getMessage().contains("not one by one"), error.text());
        }
    }

    @Test
    void aSourceThatEvaluatesGenerationsNeedsGenerations() {
        PopulationSource evaluatesGenerations = new PopulationSource() {
            @Override
            public double[] scores(List<Architecture> population, long seed, int threads, PromotionRule promotion) {
                return new double[population.size()];
            }

            @Override
            public String description() {
                return "by generations";
            }
        };
        assertDoesNotThrow(() -> Algorithm.NSGA2.requireUsable(evaluatesGenerations, Budget.of(10)));
        UserError error = assertThrows(
                UserError.class,
                () -> Algorithm.NSGA2.requireUsable(
                        evaluatesGenerations, Budget.of(10).withSteadyState(2)));
        assertTrue(error.fix().contains("omit --steady-state"), error.text());
    }

    @Test
    void everyAlgorithmHasItsStrategy() {
        assertEquals(
                List.of(
                        Nsga2.class,
                        RegularisedEvolution.class,
                        LocalSearch.class,
                        PredictiveSearch.class,
                        ExplorationSearch.class,
                        RandomSearch.class),
                Stream.of(Algorithm.values())
                        .map(a -> strategy(a, Budget.of(10)).getClass())
                        .toList());
    }

    private static SearchStrategy strategy(Algorithm algorithm, Budget budget) {
        return algorithm.strategy(
                ToyProblem.problem(),
                ToyProblem.ACCURACY,
                GeneticOperators.standard(),
                budget,
                new SplittableRandom(1),
                1);
    }

    @Test
    void aSteadyStateSearchStartsWithSingleRandomNetworks() throws InterruptedException {
        SearchStrategy byGenerations = strategy(Algorithm.NSGA2, Budget.of(10));
        SearchStrategy steadyState = strategy(Algorithm.NSGA2, Budget.of(10).withSteadyState(2));
        SearchProblem problem = ToyProblem.problem();
        for (SearchStrategy strategy : List.of(byGenerations, steadyState)) {
            Candidate first = strategy.ask(1).getFirst().candidate();
            strategy.tell(List.of(EvaluatedCandidate.of(problem, first, 0.5)));
        }
        assertEquals(Trial.Origin.OFFSPRING, byGenerations.ask(1).getFirst().origin());
        assertEquals(Trial.Origin.RANDOM, steadyState.ask(1).getFirst().origin());
    }

    @Test
    void aPredictiveSearchOfAHundredTrialsStartsWithTenRandomNetworks() {
        assertEquals(10, Algorithm.initialSamplesOfPredictive(100));
    }
}
