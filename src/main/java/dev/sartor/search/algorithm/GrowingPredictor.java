package dev.sartor.search.algorithm;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.FeatureSelection;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.ScoredGenome;
import java.util.List;

/**
 * Predictor that is given more scores in every generation of a search. Choosing the features and the kernel of the Gaussian process takes most of the time, so they are
 * chosen again only when the number of scores has grown by a tenth.
 */
final class GrowingPredictor {
    private static final double REFIT_GROWTH = 1.1;

    private final FeatureSelection features;
    private final EvaluationMetric metric;
    private GaussianProcessPredictor predictor;
    /** Number of scores that the predictor was given. */
    private int fittedScores;

    private int scoresAtLastFullFit;

    GrowingPredictor(FeatureSelection features, EvaluationMetric metric) {
        this.features = features;
        this.metric = metric;
    }

    /**
     * Fits the predictor.
     *
     * @param scores the scores of the last call and new ones after them
     */
    GaussianProcessPredictor fit(List<ScoredGenome> scores) {
        if (predictor == null || scores.size() >= REFIT_GROWTH * scoresAtLastFullFit) {
            predictor = features.fit(metric, scores);
            scoresAtLastFullFit = scores.size();
        } else {
            predictor = predictor.withAdditional(scores.subList(fittedScores, scores.size()));
        }
        fittedScores = scores.size();
        return predictor;
    }

    /** The names of the features that the predictor uses in addition to choices and the networks' sizes (MACs, parameters). */
    List<String> selectedFeatures() {
        return features.selectedFeatures();
    }
}
