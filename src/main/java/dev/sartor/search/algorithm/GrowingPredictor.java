package dev.sartor.search.algorithm;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.FeatureSelection;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.ScoredGenome;
import java.util.List;

/**
 * Predictor that new scores are added to: features and kernel are chosen again when the number of scores grew by a tenth, since that
 * takes most of the time.
 */
final class GrowingPredictor {
    private static final double REFIT_GROWTH = 1.1;

    private final FeatureSelection features;
    private final EvaluationMetric metric;
    private GaussianProcessPredictor predictor;
    private int fittedOn;
    private int lastFullFit;

    GrowingPredictor(FeatureSelection features, EvaluationMetric metric) {
        this.features = features;
        this.metric = metric;
    }

    /** @param known the scores of the last call and new ones after them */
    GaussianProcessPredictor fit(List<ScoredGenome> known) {
        if (predictor == null || known.size() >= REFIT_GROWTH * lastFullFit) {
            predictor = features.fit(metric, known);
            lastFullFit = known.size();
        } else {
            predictor = predictor.withAdditional(known.subList(fittedOn, known.size()));
        }
        fittedOn = known.size();
        return predictor;
    }

    /** The names of the further features that the predictor uses. */
    List<String> selected() {
        return features.selected();
    }
}
