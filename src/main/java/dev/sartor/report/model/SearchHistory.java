package dev.sartor.report.model;

import dev.sartor.search.algorithm.ForecastQuality;
import java.util.List;
import java.util.Optional;

/**
 * How a search went.
 *
 * @param hypervolume over evaluations: the search itself first, then what it is compared with; none where it cannot be told
 * @param chance      which baseline that is, in words
 * @param generations in order
 * @param foresight   how well it foresaw what it measured, if it predicts
 */
public record SearchHistory(
        List<HypervolumeCurve> hypervolume,
        String chance,
        List<GenerationStatistics> generations,
        Optional<ForecastQuality> foresight) {

    /** Of a run that has not begun. */
    public static final SearchHistory NONE = new SearchHistory(List.of(), "", List.of(), Optional.empty());

    public SearchHistory {
        hypervolume = List.copyOf(hypervolume);
        generations = List.copyOf(generations);
    }
}
