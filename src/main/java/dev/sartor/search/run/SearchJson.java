package dev.sartor.search.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.search.front.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Result of a search as {@code search --json} prints it.
 *
 * @param evaluationSet  images that the accuracies were measured on; left out for other sources
 * @param measuredShares see {@link SearchResult}; left out if every unit was measured
 */
public record SearchJson(
        String run,
        int trials,
        int feasible,
        List<Point> front,
        double hypervolume,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<EvaluationSet> evaluationSet,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Double> measuredShares) {

    /**
     * One trial of the front.
     *
     * @param accuracy share of correct answers, 0 to 1; null if the run used a score of untrained networks
     * @param largestClassShare accuracy of always answering the largest class; null if the accuracy was not measured on images
     * @param interval low and high end of the 95 % confidence interval of the accuracy; null if the accuracy was not measured on images
     * @param score    the score of the untrained network, by the name of the score; null if the run used accuracy
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            int id,
            Double accuracy,
            List<Double> interval,
            Double largestClassShare,
            Map<String, Double> score,
            SortedMap<String, Double> latencyMs,
            long macs,
            long params,
            List<String> blocks) {
        static Point of(Trial trial, EvaluationMetric metric, Optional<EvaluationSet> evaluationSet) {
            double score = trial.score().orElseThrow();
            boolean accuracy = metric.equals(EvaluationMetric.ACCURACY);
            return new Point(
                    trial.id(),
                    accuracy ? score : null,
                    evaluationSet
                            .map(e -> e.interval(score))
                            .map(i -> List.of(i.lower(), i.upper()))
                            .orElse(null),
                    evaluationSet.map(EvaluationSet::largestClassShare).orElse(null),
                    accuracy ? null : Map.of(metric.name(), score),
                    trial.costs().latencyMs(),
                    trial.costs().macs(),
                    trial.costs().params(),
                    trial.blocks());
        }
    }

    /**
     * @param run     the path of the run's folder
     * @param metric of the scores of its trials
     * @param evaluationSet images that accuracies were measured on, if they were
     */
    public static SearchJson of(
            String run, SearchResult result, EvaluationMetric metric, Optional<EvaluationSet> evaluationSet) {
        int feasible = (int) result.trials().stream().filter(Trial::feasible).count();
        return new SearchJson(
                run,
                result.trials().size(),
                feasible,
                result.front().stream()
                        .map(t -> Point.of(t, metric, evaluationSet))
                        .toList(),
                result.hypervolume(),
                evaluationSet,
                result.measuredShares());
    }
}
