package dev.sartor.delivery;

import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.GenomeFeatures;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.genome.Genome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The order of a search's trials by how accurate they probably are. The score of a short training is noisy, so the trial with the
 * highest score is often not the best one. After a predictive search the order is that of a predictor fitted to all scores, which
 * smooths them.
 */
final class PromisingTrials {
    private PromisingTrials() {}

    /** The trials within the limits, the most promising first. */
    static List<Trial> inOrder(List<Trial> trials, SearchProblem problem, Algorithm algorithm) {
        List<Trial> scored = trials.stream().filter(Trial::isScored).toList();
        boolean smoothed = algorithm == Algorithm.PREDICTIVE && scored.size() >= GaussianProcessPredictor.MIN_GENOMES;
        ToDoubleFunction<Trial> value =
                smoothed ? smoothed(scored, problem) : t -> t.score().orElseThrow();
        return scored.stream()
                .sorted(Comparator.comparingDouble(value).reversed())
                .toList();
    }

    private static ToDoubleFunction<Trial> smoothed(List<Trial> scored, SearchProblem problem) {
        var predictor = GaussianProcessPredictor.fit(
                new GenomeFeatures(problem.space()),
                problem.metric(),
                scored.stream()
                        .map(t -> new ScoredGenome(genome(t, problem), t.score().orElseThrow()))
                        .toList());
        Map<Integer, Double> byTrial = new HashMap<>();
        scored.forEach(
                t -> byTrial.put(t.id(), predictor.predict(genome(t, problem)).mean()));
        return t -> byTrial.get(t.id());
    }

    private static Genome genome(Trial trial, SearchProblem problem) {
        return problem.space().parse(trial.genome());
    }
}
