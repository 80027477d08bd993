package dev.sartor.report.model;

import dev.sartor.search.algorithm.ForecastQuality;
import java.util.List;
import java.util.Optional;

/**
 * The progress of a search over its trials.
 *
 * @param hypervolume     curves of hypervolume against evaluations: that of the search, then that of its baseline; empty if it
 *                        cannot be computed
 * @param baselineText    a description of the baseline
 * @param generations     the generations in order
 * @param forecastQuality quality of the predicted scores by which a search chose its trials; empty for a search without them
 */
public record SearchHistory(
        List<HypervolumeCurve> hypervolume,
        String baselineText,
        List<GenerationStatistics> generations,
        Optional<ForecastQuality> forecastQuality) {

    /** The history of a run without trials. */
    public static final SearchHistory NONE = new SearchHistory(List.of(), "", List.of(), Optional.empty());

    public SearchHistory {
        hypervolume = List.copyOf(hypervolume);
        generations = List.copyOf(generations);
    }
}
