package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.Known;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Ranking;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Search with a predictor in the loop: some networks drawn at random are measured; then, round after round, a
 * {@link GaussianProcessPredictor} is fitted on all that was measured, many networks are explored by its predictions, and of the
 * promising ones those are measured next that are expected to gain most hypervolume (Emmerich, Deutz, Klinkenberg:
 * Hypervolume-Based Expected Improvement, IEEE CEC 2011). Within a round, what was picked counts as measured, with what is
 * predicted of it, for the next pick (the "kriging believer" of Ginsbourger, Le Riche, Carraro, 2010). What is told of a
 * pick is calibrated by how earlier ones turned out; what is picked is not, since wider deviations found the front later. No network
 * is proposed twice.
 */
final class PredictiveSearch implements SearchStrategy {
    private static final int MOST_DRAWN = 20;
    private static final int TRIALS_PER_DRAWN = 10;
    /** Which genes matter is learnt anew when so many times the networks are known; what they tell, in every round. */
    private static final double ANEW_AT_GROWTH = 1.1;

    private static final int EXPLORED = 3000;
    /** Of so many of the best measured networks the neighbours are looked at too, however little is predicted of them. */
    private static final int NEIGHBOURED = 16;

    private final SearchProblem problem;
    private final FeasibleSampler sampling;
    private final int drawn;
    private final int batch;
    private final RandomGenerator random;
    private final List<EvaluatedCandidate> measured = new ArrayList<>();
    private final ConformalCalibration calibration = new ConformalCalibration();
    private List<Pick> picks = List.of();
    private GaussianProcessPredictor predictor;
    private int fittedOn;
    private int learntAnewFrom;

    PredictiveSearch(SearchProblem problem, FeasibleSampler sampling, Budget budget, RandomGenerator random) {
        this.problem = problem;
        this.sampling = sampling;
        this.random = random;
        drawn = Math.clamp(budget.trials() / TRIALS_PER_DRAWN, GaussianProcessPredictor.LEAST, MOST_DRAWN);
        batch = budget.offspring();
    }

    @Override
    public List<Proposal> propose(int most) {
        picks = new ArrayList<>();
        if (measured.size() < drawn) {
            return RandomSearch.draw(sampling, Math.min(most, drawn - measured.size()));
        }
        fit();
        List<Proposal> picked = picked(Math.min(most, batch), new ArrayList<>(promising()));
        return picked.isEmpty() ? RandomSearch.draw(sampling, 1) : picked;
    }

    @Override
    public void learn(List<EvaluatedCandidate> rated) {
        rated.stream().filter(EvaluatedCandidate::feasible).forEach(measured::add);
        for (int i = 0; i < picks.size(); i++) {
            calibration.learn(picks.get(i).expected(), rated.get(i).merit());
        }
    }

    private void fit() {
        List<Known> known = measured.stream().map(PredictiveSearch::known).toList();
        if (predictor == null || known.size() >= ANEW_AT_GROWTH * learntAnewFrom) {
            predictor = GaussianProcessPredictor.fit(problem.space().genes(), problem.measure(), known);
            learntAnewFrom = known.size();
        } else {
            predictor = predictor.with(known.subList(fittedOn, known.size()));
        }
        fittedOn = known.size();
    }

    private static Known known(EvaluatedCandidate rated) {
        return new Known(rated.candidate().genome(), rated.merit());
    }

    /** New networks within the limits: what an exploration by predictions ends with, and neighbours of the best measured. */
    private Collection<Candidate> promising() {
        Stream<Candidate> explored = new Island(problem, predictor, random.nextLong())
                .explore(EXPLORED).survivors().stream().map(EvaluatedCandidate::candidate);
        Stream<Candidate> near = new Ranking<>(measured)
                .best(NEIGHBOURED).members().stream()
                        .flatMap(r -> problem.neighbours(r.candidate().genome()));
        Map<String, Candidate> promising = new LinkedHashMap<>();
        Stream.concat(explored, near)
                .filter(c -> c.feasible() && !sampling.known(c))
                .forEach(c -> promising.putIfAbsent(c.key(), c));
        return promising.values();
    }

    /** Picks from a pool one after the other, and claims them. */
    private List<Proposal> picked(int count, List<Candidate> pool) {
        GaussianProcessPredictor believing = predictor;
        List<EvaluatedCandidate> believed = new ArrayList<>(measured);
        List<Proposal> picked = new ArrayList<>();
        while (picked.size() < count && !pool.isEmpty()) {
            Pick best = best(pool, believing, new ExpectedHypervolumeImprovement(problem, believed));
            pool.remove(best.candidate());
            sampling.claim(best.candidate());
            picks.add(best);
            picked.add(new Proposal(
                    best.candidate(), Trial.Origin.OFFSPRING, Optional.of(calibration.of(best.expected()))));
            believed.add(EvaluatedCandidate.of(
                    problem, best.candidate(), best.expected().mean()));
            believing = believing.with(List.of(known(believed.getLast())));
        }
        return picked;
    }

    /** What is expected of a candidate, and of measuring it. */
    private record Pick(Candidate candidate, PredictedScore expected, double gain) {

        /** Where no gain is in sight, whatever is known least. */
        boolean beats(Pick other) {
            return gain != other.gain ? gain > other.gain : expected.deviation() > other.expected.deviation();
        }
    }

    private static Pick best(
            List<Candidate> pool, GaussianProcessPredictor predictor, ExpectedHypervolumeImprovement gain) {
        return pool.stream()
                .map(c -> {
                    PredictedScore expected = predictor.expect(c.genome());
                    return new Pick(c, expected, gain.of(c, expected));
                })
                .reduce((a, b) -> b.beats(a) ? b : a)
                .orElseThrow();
    }
}
