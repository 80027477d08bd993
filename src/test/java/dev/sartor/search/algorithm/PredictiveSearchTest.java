package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.predictor.FeatureSelection;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.accuracy.source.SampleFeature;
import dev.sartor.accuracy.source.SourceFeature;
import dev.sartor.arch.Architecture;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.search.sampling.SpaceEnumeration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The steps of a predictive search. */
class PredictiveSearchTest {
    private static final int NO_LIMIT = 1000;
    private static final int OFFSPRING = 4;
    /** Of a search with 100 trials. */
    private static final int INITIAL_SAMPLES = 10;
    /** Networks for which costly features are computed in a generation. */
    private static final int COSTLY_POOL = 48;

    private final SearchProblem problem = ToyProblem.problem();
    private final List<EvaluatedCandidate> evaluated = new ArrayList<>();

    private PredictiveSearch search(SearchProblem of, List<SourceFeature> features) {
        var random = new SplittableRandom(3);
        return new PredictiveSearch(
                of,
                features,
                new FeasibleSampler(of, random),
                // Budget: trials, time limit, population, offspring
                new Budget(100, Optional.empty(), 8, OFFSPRING),
                random,
                1);
    }

    private List<Proposal> step(PredictiveSearch search, int maxFeasible) throws InterruptedException {
        return step(search, problem, maxFeasible, c -> score(problem, c));
    }

    private List<Proposal> step(
            PredictiveSearch search, SearchProblem of, int maxFeasible, ToDoubleFunction<Candidate> score)
            throws InterruptedException {
        List<Proposal> proposals = search.ask(maxFeasible);
        List<EvaluatedCandidate> told = proposals.stream()
                .map(Proposal::candidate)
                .map(c -> c.feasible()
                        ? EvaluatedCandidate.of(of, c, score.applyAsDouble(c))
                        : EvaluatedCandidate.infeasible(c))
                .toList();
        evaluated.addAll(told);
        search.tell(told);
        return proposals;
    }

    private static double score(SearchProblem problem, Candidate candidate) {
        return ToyProblem.ACCURACY.score(problem.space().decode(candidate.genome()), 1);
    }

    private static boolean allPredicted(List<Proposal> proposals) {
        return proposals.stream()
                .allMatch(p ->
                        p.origin() == Trial.Origin.OFFSPRING && p.predicted().isPresent());
    }

    @Test
    void aTenthOfTheTrialsButAtLeastFourAndAtMostTwentyAreRandom() {
        assertEquals(4, PredictiveSearch.initialSamples(10));
        assertEquals(10, PredictiveSearch.initialSamples(100));
        assertEquals(20, PredictiveSearch.initialSamples(10_000));
    }

    @Test
    void afterTheRandomNetworksAllAreNewAndPredicted() throws InterruptedException {
        PredictiveSearch search = search(problem, List.of());
        List<Proposal> proposals = new ArrayList<>(step(search, 7));
        assertEquals(7, proposals.size());
        proposals.addAll(step(search, NO_LIMIT));
        assertEquals(INITIAL_SAMPLES, proposals.size());
        assertTrue(proposals.stream()
                .allMatch(
                        p -> p.origin() == Trial.Origin.RANDOM && p.predicted().isEmpty()));
        for (int count : new int[] {OFFSPRING, 3, 1, OFFSPRING}) {
            List<Proposal> generation = step(search, count == OFFSPRING ? NO_LIMIT : count);
            assertEquals(count, generation.size());
            assertTrue(allPredicted(generation));
            proposals.addAll(generation);
        }
        Set<String> keys = new HashSet<>();
        proposals.forEach(p -> assertTrue(keys.add(p.candidate().key()), "proposed twice"));
    }

    @Test
    void theFirstProposalHasTheLargestExpectedImprovementOfAllNetworks() throws InterruptedException {
        PredictiveSearch search = search(problem, List.of());
        step(search, NO_LIMIT);
        GaussianProcessPredictor predictor = fit(evaluated);
        var improvement = new ExpectedHypervolumeImprovement(problem, evaluated);
        Set<String> known = new HashSet<>();
        evaluated.forEach(e -> known.add(e.candidate().key()));
        double largest = new SpaceEnumeration(problem.space())
                .genomes()
                .map(problem::candidate)
                .filter(c -> !known.contains(c.key()))
                .mapToDouble(c -> improvement.of(c, predictor.predict(c.genome())))
                .max()
                .orElseThrow();
        Proposal first = search.ask(1).getFirst();
        PredictedScore predicted = predictor.predict(first.candidate().genome());
        assertEquals(predicted, first.predicted().orElseThrow());
        assertEquals(largest, improvement.of(first.candidate(), predicted), 1e-12);
    }

    @Test
    void theSecondProposalIsChosenAsIfTheFirstHadItsPredictedScore() throws InterruptedException {
        PredictiveSearch search = search(problem, List.of());
        step(search, NO_LIMIT);
        List<EvaluatedCandidate> known = new ArrayList<>(evaluated);
        GaussianProcessPredictor predictor = fit(known);
        List<Proposal> generation = search.ask(NO_LIMIT);
        Candidate first = generation.getFirst().candidate();
        double believed = predictor.predict(first.genome()).mean();
        Proposal second = generation.get(1);
        assertEquals(
                predictor
                        .withAdditional(List.of(new ScoredGenome(first.genome(), believed)))
                        .predict(second.candidate().genome()),
                second.predicted().orElseThrow());
    }

    /** The predictor of the search, which uses choices, sizes and, if they help, latencies. */
    private GaussianProcessPredictor fit(List<EvaluatedCandidate> known) {
        return new FeatureSelection(problem.space(), LatencyFeature.of(problem.costModel()))
                .fit(
                        problem.metric(),
                        known.stream()
                                .map(e -> new ScoredGenome(e.candidate().genome(), e.score()))
                                .toList());
    }

    @Test
    void afterWrongPredictionsTheDeviationsAreWider() throws InterruptedException {
        PredictiveSearch search = search(problem, List.of());
        step(search, NO_LIMIT);
        for (int generation = 0; generation < 2; generation++) {
            // much worse than any network before
            step(search, problem, NO_LIMIT, _ -> 0.1);
        }
        List<EvaluatedCandidate> known = List.copyOf(evaluated);
        Proposal next = search.ask(1).getFirst();
        PredictedScore recorded = next.predicted().orElseThrow();
        PredictedScore uncalibrated = fit(known).predict(next.candidate().genome());
        assertTrue(recorded.deviation() > 1.5 * uncalibrated.deviation(), recorded + " instead of " + uncalibrated);
    }

    @Test
    void aSearchProposesEveryNetworkWithinTheLimitsAndThenNone() throws InterruptedException {
        SearchProblem small = ToyProblem.problem("params<=1700");
        long feasible = new SpaceEnumeration(small.space())
                .genomes()
                .map(small::candidate)
                .filter(Candidate::feasible)
                .count();
        assertTrue(feasible > INITIAL_SAMPLES && feasible < 40, feasible + " networks within the limits");
        PredictiveSearch search = search(small, List.of());
        int proposed = 0;
        List<Proposal> proposals;
        do {
            proposals = step(search, small, NO_LIMIT, c -> score(small, c));
            proposed += (int)
                    proposals.stream().filter(p -> p.candidate().feasible()).count();
        } while (proposals.stream().anyMatch(p -> p.candidate().feasible()));
        assertEquals(feasible, proposed);
    }

    @Test
    void aFeatureThatTellsTheAccuracyIsComputedForTheMostPromisingNetworks() throws InterruptedException {
        Set<Architecture> computed = ConcurrentHashMap.newKeySet();
        SourceFeature feature = SampleFeature.of(
                ToyProblem.source(a -> {
                    computed.add(a);
                    return pseudoRandom(a);
                }),
                problem.space());
        ToDoubleFunction<Candidate> accuracy =
                c -> 0.3 + 0.4 * pseudoRandom(problem.space().decode(c.genome()));
        PredictiveSearch search = search(problem, List.of(feature));
        step(search, problem, NO_LIMIT, accuracy);
        assertEquals(Set.of(), computed);
        List<Architecture> mostPromising = mostPromising(3);
        List<Proposal> proposals = step(search, problem, NO_LIMIT, accuracy);
        assertEquals(INITIAL_SAMPLES + COSTLY_POOL, computed.size());
        assertTrue(computed.containsAll(mostPromising));
        for (Proposal p : proposals) {
            assertEquals(
                    accuracy.applyAsDouble(p.candidate()),
                    p.predicted().orElseThrow().mean(),
                    0.05);
        }
    }

    /** The networks with the largest expected improvement by a predictor without costly features. */
    private List<Architecture> mostPromising(int count) {
        GaussianProcessPredictor predictor = fit(evaluated);
        var improvement = new ExpectedHypervolumeImprovement(problem, evaluated);
        Set<String> known = new HashSet<>();
        evaluated.forEach(e -> known.add(e.candidate().key()));
        return new SpaceEnumeration(problem.space())
                .genomes()
                .map(problem::candidate)
                .filter(c -> !known.contains(c.key()))
                .sorted(Comparator.comparingDouble(c -> -improvement.of(c, predictor.predict(c.genome()))))
                .limit(count)
                .map(c -> problem.space().decode(c.genome()))
                .toList();
    }

    @Test
    void aFeatureThatTellsNothingIsComputedForEvaluatedNetworksOnly() throws InterruptedException {
        Set<Architecture> computed = ConcurrentHashMap.newKeySet();
        SourceFeature feature = SampleFeature.of(
                ToyProblem.source(a -> {
                    computed.add(a);
                    return pseudoRandom(a);
                }),
                problem.space());
        PredictiveSearch search = search(problem, List.of(feature));
        step(search, NO_LIMIT);
        assertTrue(allPredicted(step(search, NO_LIMIT)));
        assertEquals(INITIAL_SAMPLES, computed.size());
    }

    private static double pseudoRandom(Architecture architecture) {
        return Math.floorMod((architecture.blockStrings() + "" + architecture.input()).hashCode(), 1000) / 1000.0;
    }
}
