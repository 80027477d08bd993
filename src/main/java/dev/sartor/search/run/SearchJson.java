package dev.sartor.search.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.search.front.Trial;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What {@code search --json} ends with.
 *
 * @param measuredShares see {@link SearchResult}; left out where every unit was measured
 */
public record SearchJson(
        String run,
        int trials,
        int feasible,
        List<Point> front,
        double hypervolume,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Double> measuredShares) {

    /**
     * One trial of the front.
     *
     * @param accuracy null where the run was judged by a score
     * @param score    by its name; null where the run was judged by accuracy
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            int id,
            Double accuracy,
            Map<String, Double> score,
            SortedMap<String, Double> latencyMs,
            long macs,
            long params,
            List<String> blocks) {
        static Point of(Trial trial, EvaluationMetric measure) {
            double merit = trial.merit().orElseThrow();
            boolean accuracy = measure.equals(EvaluationMetric.ACCURACY);
            return new Point(
                    trial.id(),
                    accuracy ? merit : null,
                    accuracy ? null : Map.of(measure.name(), merit),
                    trial.costs().latencyMs(),
                    trial.costs().macs(),
                    trial.costs().params(),
                    trial.blocks());
        }
    }

    /**
     * @param run     the path of the run's folder
     * @param measure what its trials were judged by
     */
    public static SearchJson of(String run, SearchResult result, EvaluationMetric measure) {
        int feasible = (int) result.trials().stream().filter(Trial::feasible).count();
        return new SearchJson(
                run,
                result.trials().size(),
                feasible,
                result.front().stream().map(t -> Point.of(t, measure)).toList(),
                result.hypervolume(),
                result.measuredShares());
    }
}
