package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.FeatureSelection;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.NetworkFeature;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.accuracy.source.SourceFeature;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Ranking;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bayesian optimisation. It starts with some random networks. Then each generation fits a {@link GaussianProcessPredictor} to all scores.
 * Beside choices and sizes, the predictor uses the networks' latencies and the features of the accuracy source, where they help ({@link
 * FeatureSelection}). The generation predicts many networks ({@link Island}) and proposes those with the largest expected hypervolume
 * improvement (Emmerich, Deutz, Klinkenberg: Hypervolume-Based Expected Improvement, IEEE CEC 2011). Within a generation, a selected candidate counts as
 * evaluated with its predicted score when the next one is selected (the "kriging believer" of Ginsbourger, Le Riche, Carraro,
 * 2010). Recorded predictions are calibrated ({@link ConformalCalibration}). The selection uses uncalibrated ones, since with the
 * wider deviations of calibrated ones the front was found later. No network is proposed twice.
 */
final class PredictiveSearch implements SearchStrategy {
    private static final int MAX_INITIAL_SAMPLES = 20;
    private static final int TRIALS_PER_INITIAL_SAMPLE = 10;
    /** Networks that are predicted in each generation. */
    private static final int EXPLORED_PER_GENERATION = 3000;

    private static final int ONE_NETWORK = 1;

    /** Number of the best evaluated networks whose neighbours are considered too, whatever their predictions. */
    private static final int NEIGHBOURHOOD_CENTRES = 16;
    /** Number of the most promising networks of a generation for which costly features are computed. */
    private static final int COSTLY_POOL = 48;

    private final SearchProblem problem;
    /** Predictor without features that take long to compute. */
    private final GrowingPredictor cheapPredictor;

    /** Predictor with the costly features too. */
    private final GrowingPredictor costlyPredictor;

    private final List<SourceFeature> costlyFeatures;
    private final FeasibleSampler sampler;
    private final int threads;
    private final int initialSamples;
    private final int generationSize;
    private final RandomGenerator random;
    private final List<EvaluatedCandidate> evaluated = new ArrayList<>();
    private final ConformalCalibration calibration = new ConformalCalibration();
    /** The candidates of the generation that is evaluated now, with their predictions. */
    private List<Selection> selections = List.of();

    /**
     * @param costlyFeatures features of the accuracy source, which take long to compute
     * @param threads        number of threads that compute these features; the proposals do not depend on it
     */
    PredictiveSearch(
            SearchProblem problem,
            List<SourceFeature> costlyFeatures,
            FeasibleSampler sampler,
            Budget budget,
            RandomGenerator random,
            int threads) {
        this.problem = problem;
        this.costlyFeatures = costlyFeatures;
        this.sampler = sampler;
        this.random = random;
        this.threads = threads;
        List<NetworkFeature> latencies = LatencyFeature.of(problem.costModel());
        cheapPredictor = new GrowingPredictor(new FeatureSelection(problem.space(), latencies), problem.metric());
        costlyPredictor = new GrowingPredictor(
                new FeatureSelection(
                        problem.space(),
                        Stream.concat(latencies.stream(), costlyFeatures.stream())
                                .toList()),
                problem.metric());
        initialSamples = initialSamples(budget.initialTrials());
        generationSize = budget.offspring();
    }

    /** The number of random networks that a search with this number of trials starts with. */
    static int initialSamples(int trials) {
        return Math.clamp(
                trials / TRIALS_PER_INITIAL_SAMPLE, GaussianProcessPredictor.MIN_GENOMES, MAX_INITIAL_SAMPLES);
    }

    @Override
    public List<Proposal> ask(int maxFeasible) throws InterruptedException {
        selections = new ArrayList<>();
        if (evaluated.size() < initialSamples) {
            return RandomSearch.draw(sampler, Math.min(maxFeasible, initialSamples - evaluated.size()));
        }
        List<ScoredGenome> known =
                evaluated.stream().map(PredictiveSearch::scoredGenome).toList();
        GaussianProcessPredictor predictor = cheapPredictor.fit(known);
        List<Candidate> pool = new ArrayList<>(promisingCandidates(predictor));
        if (!costlyFeatures.isEmpty()) {
            computeCostlyFeatures(known.stream().map(ScoredGenome::genome).toList());
            GaussianProcessPredictor refined = costlyPredictor.fit(known);
            if (costlyFeatures.stream()
                    .anyMatch(f -> costlyPredictor.selectedFeatures().contains(f.name()))) {
                pool = mostPromising(pool, predictor);
                computeCostlyFeatures(pool.stream().map(Candidate::genome).toList());
                predictor = refined;
            }
        }
        List<Proposal> proposals = select(Math.min(maxFeasible, generationSize), pool, predictor);
        return proposals.isEmpty() ? RandomSearch.draw(sampler, ONE_NETWORK) : proposals;
    }

    @Override
    public void tell(List<EvaluatedCandidate> candidates) {
        candidates.stream().filter(EvaluatedCandidate::feasible).forEach(evaluated::add);
        for (int i = 0; i < selections.size(); i++) {
            calibration.observe(selections.get(i).predicted(), candidates.get(i).score());
        }
    }

    private void computeCostlyFeatures(List<Genome> genomes) throws InterruptedException {
        for (SourceFeature feature : costlyFeatures) {
            feature.compute(genomes, threads);
        }
    }

    /** The candidates with the largest expected hypervolume improvement by a predictor. */
    private List<Candidate> mostPromising(List<Candidate> pool, GaussianProcessPredictor predictor) {
        var gain = new ExpectedHypervolumeImprovement(problem, evaluated);
        return pool.stream()
                .map(c -> Selection.of(c, predictor, gain))
                .sorted(Comparator.comparingDouble((Selection s) -> -s.gain())
                        .thenComparingDouble(s -> -s.predicted().deviation()))
                .limit(COSTLY_POOL)
                .map(Selection::candidate)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static ScoredGenome scoredGenome(EvaluatedCandidate candidate) {
        return new ScoredGenome(candidate.candidate().genome(), candidate.score());
    }

    /** New networks within the limits: the result of an exploration with predictions, and neighbours of the best evaluated ones. */
    private Collection<Candidate> promisingCandidates(GaussianProcessPredictor predictor) {
        Stream<Candidate> explored = new Island(problem, predictor, random.nextLong())
                .explore(EXPLORED_PER_GENERATION).population().stream().map(EvaluatedCandidate::candidate);
        Stream<Candidate> near = new Ranking<>(evaluated)
                .best(NEIGHBOURHOOD_CENTRES).solutions().stream()
                        .flatMap(r -> problem.neighbours(r.candidate().genome()));
        Map<String, Candidate> promising = new LinkedHashMap<>();
        Stream.concat(explored, near)
                .filter(c -> c.feasible() && !sampler.wasProposed(c))
                .forEach(c -> promising.putIfAbsent(c.key(), c));
        return promising.values();
    }

    /** Selects candidates from a pool one after the other and marks them as proposed. */
    private List<Proposal> select(int count, List<Candidate> pool, GaussianProcessPredictor predictor) {
        GaussianProcessPredictor believer = predictor;
        List<EvaluatedCandidate> believedTrials = new ArrayList<>(evaluated);
        List<Proposal> selected = new ArrayList<>();
        while (selected.size() < count && !pool.isEmpty()) {
            Selection best = best(pool, believer, new ExpectedHypervolumeImprovement(problem, believedTrials));
            pool.remove(best.candidate());
            sampler.markProposed(best.candidate());
            selections.add(best);
            selected.add(new Proposal(
                    best.candidate(), Trial.Origin.OFFSPRING, Optional.of(calibration.widened(best.predicted()))));
            believedTrials.add(EvaluatedCandidate.of(
                    problem, best.candidate(), best.predicted().mean()));
            believer = believer.withAdditional(List.of(scoredGenome(believedTrials.getLast())));
        }
        return selected;
    }

    /** A candidate with its predicted score and its expected hypervolume improvement. */
    private record Selection(Candidate candidate, PredictedScore predicted, double gain) {
        static Selection of(
                Candidate candidate, GaussianProcessPredictor predictor, ExpectedHypervolumeImprovement improvement) {
            PredictedScore predicted = predictor.predict(candidate.genome());
            return new Selection(candidate, predicted, improvement.of(candidate, predicted));
        }

        /** Compares the expected gain; if it is equal, the less certain candidate is better. */
        boolean beats(Selection other) {
            return gain != other.gain ? gain > other.gain : predicted.deviation() > other.predicted.deviation();
        }
    }

    private static Selection best(
            List<Candidate> pool, GaussianProcessPredictor predictor, ExpectedHypervolumeImprovement gain) {
        return pool.stream()
                .map(c -> Selection.of(c, predictor, gain))
                .reduce((a, b) -> b.beats(a) ? b : a)
                .orElseThrow();
    }
}
