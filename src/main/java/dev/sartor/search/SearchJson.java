package dev.sartor.search;

import java.util.List;
import java.util.SortedMap;

/** What {@code search --json} ends with. */
public record SearchJson(String run, int trials, int feasible, List<Point> front, double hypervolume) {

    /** One trial of the front. */
    public record Point(int id, double accuracy, SortedMap<String, Double> latencyMs, long macs, long params,
            List<String> blocks) {
        static Point of(Trial trial) {
            return new Point(trial.id(), trial.accuracy().orElseThrow(), trial.costs().latencyMs(), trial.costs().macs(),
                    trial.costs().params(), trial.blocks());
        }
    }

    /** @param run the path of the run's folder */
    public static SearchJson of(String run, SearchResult result) {
        int feasible = (int) result.trials().stream().filter(Trial::feasible).count();
        return new SearchJson(run, result.trials().size(), feasible, result.front().stream().map(Point::of).toList(),
                result.hypervolume());
    }
}
