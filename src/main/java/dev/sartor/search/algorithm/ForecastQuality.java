package dev.sartor.search.algorithm;

import dev.sartor.base.math.KendallTau;
import dev.sartor.search.front.Trial;
import java.util.List;
import java.util.Optional;

/**
 * How well a search that predicts foresaw the merits it measured, each predicted before it was known.
 *
 * @param trials     that were predicted and measured
 * @param rmse       root of the mean squared error, in the measure's own figures
 * @param kendallTau rank correlation of predictions and merits
 * @param within     share of the merits at most two predicted deviations from the prediction; 0.95 of them should be
 */
public record ForecastQuality(int trials, double rmse, double kendallTau, double within) {
    /** Within how many deviations of the prediction 95 % of the merits should be. */
    static final double DEVIATIONS = 2;

    /** Of the trials of a run; empty where fewer than two were predicted. */
    public static Optional<ForecastQuality> of(List<Trial> trials) {
        List<Trial> foreseen = trials.stream()
                .filter(t -> t.expected().isPresent() && t.merit().isPresent())
                .toList();
        if (foreseen.size() < 2) {
            return Optional.empty();
        }
        double[] means = foreseen.stream()
                .mapToDouble(t -> t.expected().orElseThrow().mean())
                .toArray();
        double[] merits =
                foreseen.stream().mapToDouble(t -> t.merit().orElseThrow()).toArray();
        double squares = 0;
        int within = 0;
        for (int i = 0; i < merits.length; i++) {
            double off = Math.abs(means[i] - merits[i]);
            squares += off * off;
            within +=
                    off <= DEVIATIONS * foreseen.get(i).expected().orElseThrow().deviation() ? 1 : 0;
        }
        return Optional.of(new ForecastQuality(
                merits.length,
                Math.sqrt(squares / merits.length),
                KendallTau.of(means, merits),
                (double) within / merits.length));
    }
}
