package dev.sartor.accuracy.predictor;

import dev.sartor.base.math.KendallTau;

/**
 * Quality of a predictor on genomes that it was not fitted to.
 *
 * @param networks   number of these genomes
 * @param rmse       root of the mean squared error, in the unit of the metric
 * @param kendallTau rank correlation of predicted and known scores
 */
public record PredictorQuality(int networks, double rmse, double kendallTau) {

    static PredictorQuality of(double[] predicted, double[] scores) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += (predicted[i] - scores[i]) * (predicted[i] - scores[i]);
        }
        return new PredictorQuality(scores.length, Math.sqrt(sum / scores.length), KendallTau.of(predicted, scores));
    }
}
