package dev.sartor.delivery;

import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.GenomeFeatures;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.SearchProblem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders a search's trials by their expected accuracy. The score of a short training is noisy, so the trial with the
 * highest score is often not the best one. After a predictive search, trials are therefore ordered by the predictions of a
 * predictor that is fitted to all scores: it weighs the trial's own score against those of similar networks, according to the
 * noise of the scores.
 */
final class PromisingTrials {
    /** Minimum number of scored trials for a prediction. */
    private static final int MIN_TRIALS = 2 * GaussianProcessPredictor.MIN_GENOMES;

    private final SearchProblem problem;
    private final GenomeFeatures features;
    private final List<ScoredGenome> scoredGenomes;

    private PromisingTrials(List<Trial> scored, SearchProblem problem) {
        this.problem = problem;
        features = new GenomeFeatures(problem.space());
        scoredGenomes = scored.stream()
                .map(t -> new ScoredGenome(
                        problem.space().parse(t.genome()), t.score().orElseThrow()))
                .toList();
    }

    /** The trials within the limits, the most promising first. */
    static List<Trial> inOrder(List<Trial> trials, SearchProblem problem, Algorithm algorithm) {
        List<Trial> scored = trials.stream().filter(Trial::isScored).toList();
        double[] expectedScores = algorithm == Algorithm.PREDICTIVE && scored.size() >= MIN_TRIALS
                ? new PromisingTrials(scored, problem).predictedScores()
                : scored.stream().mapToDouble(t -> t.score().orElseThrow()).toArray();
        return IntStream.range(0, expectedScores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -expectedScores[i]))
                .map(scored::get)
                .toList();
    }

    private double[] predictedScores() {
        GaussianProcessPredictor predictor = GaussianProcessPredictor.fit(features, problem.metric(), scoredGenomes);
        return scoredGenomes.stream()
                .mapToDouble(k -> predictor.predict(k.genome()).mean())
                .toArray();
    }
}
