package dev.sartor.report.model;

import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What chance would have found: what every search has to be better than.
 *
 * @param curve its hypervolume over evaluations, unless there is none
 * @param words which baseline that is, for the reader of a report
 */
record BaselineCurve(Optional<HypervolumeCurve> curve, String words) {

    /**
     * The baseline that a run has.
     *
     * @param drawn  a random run of the same problem, as far as there is one
     * @param volume the hypervolume of trials over evaluations, empty where it cannot be told
     */
    static BaselineCurve of(
            RunConfig config,
            List<Trial> trials,
            List<Trial> drawn,
            Function<List<Trial>, List<HypervolumeCurve.Step>> volume) {
        if (config.algorithm() == Algorithm.RANDOM) {
            return new BaselineCurve(
                    Optional.empty(),
                    "This run draws at random: it is the baseline of others. sartor compare sets them against it.");
        }
        long judged = judged(trials);
        if (!drawn.isEmpty()) {
            long random = judged(drawn);
            return new BaselineCurve(
                    curve("random networks", volume.apply(drawn)),
                    ReportNumbers.some(random, "random network", "random networks")
                            + " within the limits, judged in the same way: "
                            + (random >= judged
                                    ? "the baseline at equal budget."
                                    : "the baseline at equal budget, not complete yet."));
        }
        List<Trial> first = trials.stream()
                .filter(t -> t.generation() == 0 && t.origin() == Trial.Origin.RANDOM)
                .toList();
        return new BaselineCurve(
                curve("its first generation, drawn at random", volume.apply(first)),
                "Its first "
                        + ReportNumbers.some(judged(first), "network", "networks")
                        + " within the limits were drawn at random: that is chance at that budget. At this run's"
                        + " budget chance would cost as much as the run did: the same command with --algorithm random"
                        + " and another --out, then sartor compare.");
    }

    private static long judged(List<Trial> trials) {
        return trials.stream().filter(Trial::isScored).count();
    }

    private static Optional<HypervolumeCurve> curve(String label, List<HypervolumeCurve.Step> steps) {
        return steps.isEmpty() ? Optional.empty() : Optional.of(new HypervolumeCurve(label, steps));
    }
}
