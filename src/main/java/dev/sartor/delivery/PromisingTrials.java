package dev.sartor.delivery;

import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.GenomeFeatures;
import dev.sartor.accuracy.predictor.ScoredGenome;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.SearchProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders a search's trials by their expected accuracy. The score of a short training is noisy, so the trial with the
 * highest score is often not the best one. After a predictive search, trials are therefore ordered by the mean of two logarithms
 * of errors: the error of the trial's own score, and the error that a predictor expects which was fitted to other trials only (in
 * five folds). A predictor fitted to the trial's own score would repeat its noise.
 */
final class PromisingTrials {
    private static final int FOLDS = 5;
    private static final int MIN_TRIALS = 2 * GaussianProcessPredictor.MIN_GENOMES;
    private static final double MIN_ERROR = 1e-4;

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
        double[] values = algorithm == Algorithm.PREDICTIVE && scored.size() >= MIN_TRIALS
                ? new PromisingTrials(scored, problem).smoothedValues()
                : scored.stream().mapToDouble(t -> t.score().orElseThrow()).toArray();
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .map(scored::get)
                .toList();
    }

    private double[] smoothedValues() {
        double[] values = new double[scoredGenomes.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            GaussianProcessPredictor predictor = GaussianProcessPredictor.fit(features, problem.metric(), others(fold));
            for (int i = fold; i < values.length; i += FOLDS) {
                ScoredGenome scored = scoredGenomes.get(i);
                values[i] = -logError(scored.score())
                        - logError(predictor.predict(scored.genome()).mean());
            }
        }
        return values;
    }

    private List<ScoredGenome> others(int fold) {
        List<ScoredGenome> others = new ArrayList<>();
        for (int i = 0; i < scoredGenomes.size(); i++) {
            if (i % FOLDS != fold) {
                others.add(scoredGenomes.get(i));
            }
        }
        return others;
    }

    private static double logError(double accuracy) {
        return StrictMath.log(Math.max(MIN_ERROR, 1 - accuracy));
    }
}
