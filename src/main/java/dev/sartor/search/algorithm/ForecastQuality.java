package dev.sartor.search.algorithm;

import dev.sartor.base.math.KendallTau;
import dev.sartor.search.front.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Quality of the predictions that a search made before it evaluated the candidates.
 *
 * @param trials     number of trials that were predicted and evaluated
 * @param rmse       root of the mean squared error, in the unit of the metric
 * @param kendallTau rank correlation of predictions and scores
 * @param coverage   share of the scores within two predicted standard deviations of the prediction; ideally 0.95
 */
public record ForecastQuality(int trials, double rmse, double kendallTau, double coverage) {
    /** Half the width of the 95 % interval, in standard deviations. */
    static final double DEVIATIONS_OF_INTERVAL = 2;

    /** The quality over the trials of a run; empty if fewer than two were predicted. */
    public static Optional<ForecastQuality> of(List<Trial> trials) {
        List<Trial> predictedTrials = trials.stream()
                .filter(t -> t.predicted().isPresent() && t.score().isPresent())
                .toList();
        if (predictedTrials.size() < 2) {
            return Optional.empty();
        }
        double[] means = predictedTrials.stream()
                .mapToDouble(t -> t.predicted().orElseThrow().mean())
                .toArray();
        double[] scores = predictedTrials.stream()
                .mapToDouble(t -> t.score().orElseThrow())
                .toArray();
        double squares = 0;
        int within = 0;
        for (int i = 0; i < scores.length; i++) {
            double error = Math.abs(means[i] - scores[i]);
            squares += error * error;
            within += error
                            <= DEVIATIONS_OF_INTERVAL
                                    * predictedTrials
                                            .get(i)
                                            .predicted()
                                            .orElseThrow()
                                            .deviation()
                    ? 1
                    : 0;
        }
        return Optional.of(new ForecastQuality(
                scores.length,
                Math.sqrt(squares / scores.length),
                KendallTau.of(means, scores),
                (double) within / scores.length));
    }
}
