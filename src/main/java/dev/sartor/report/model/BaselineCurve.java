package dev.sartor.report.model;

import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The random search that a search is compared with, as a curve.
 *
 * @param curve the hypervolume of the baseline after each evaluation; empty if there is none
 * @param text  a description of the baseline for the report
 */
record BaselineCurve(Optional<HypervolumeCurve> curve, String text) {

    /**
     * The baseline of a run.
     *
     * @param randomTrials the trials of a random search of the same problem; may be empty
     * @param hypervolume  computes the hypervolume over evaluations; empty if it cannot be computed
     */
    static BaselineCurve of(
            RunConfig config,
            List<Trial> trials,
            List<Trial> randomTrials,
            Function<List<Trial>, List<HypervolumeCurve.Step>> hypervolume) {
        if (config.algorithm() == Algorithm.RANDOM) {
            return new BaselineCurve(
                    Optional.empty(),
                    "This run is a random search: it is the baseline for other runs. Use sartor compare to compare"
                            + " them.");
        }
        long evaluated = evaluatedCount(trials);
        if (!randomTrials.isEmpty()) {
            long random = evaluatedCount(randomTrials);
            return new BaselineCurve(
                    curve("random networks", hypervolume.apply(randomTrials)),
                    ReportNumbers.plural(random, "random network", "random networks")
                            + " within the limits, evaluated in the same way: "
                            + (random >= evaluated
                                    ? "the baseline at equal budget."
                                    : "the baseline at equal budget, not complete yet."));
        }
        List<Trial> firstGeneration = trials.stream()
                .filter(t -> t.generation() == 0 && t.origin() == Trial.Origin.RANDOM)
                .toList();
        return new BaselineCurve(
                curve("its first generation, which is random", hypervolume.apply(firstGeneration)),
                "Its first "
                        + ReportNumbers.plural(evaluatedCount(firstGeneration), "network", "networks")
                        + " within the limits were drawn at random: they are the baseline at that budget. For a"
                        + " baseline at the full budget, repeat the command with --algorithm random and another --out,"
                        + " then use sartor compare.");
    }

    private static long evaluatedCount(List<Trial> trials) {
        return trials.stream().filter(Trial::isScored).count();
    }

    private static Optional<HypervolumeCurve> curve(String label, List<HypervolumeCurve.Step> steps) {
        return steps.isEmpty() ? Optional.empty() : Optional.of(new HypervolumeCurve(label, steps));
    }
}
