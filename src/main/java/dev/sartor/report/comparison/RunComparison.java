package dev.sartor.report.comparison;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.math.MannWhitney;
import dev.sartor.report.model.HypervolumeCurve;
import dev.sartor.report.model.ReportModelReader;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs of one problem against each other, by algorithm and over seeds: who comes closer to the front with how many
 * evaluations, and whether that may be chance.
 *
 * @param algorithms the one with the highest hypervolume at the end first; all of the same length
 */
public record RunComparison(String problem, List<ComparedAlgorithm> algorithms) {
    public RunComparison {
        algorithms = List.copyOf(algorithms);
    }

    /**
     * Reads runs. Their common length is that of the shortest. Where none of them drew at random, the random networks that
     * they drew to compare themselves with count as such a run for each seed.
     *
     * @throws UserError if they are not of one space, the same tables, objectives and limits, or one has no trial yet
     */
    public static RunComparison of(List<RunFolder> runs) {
        String problem = problem(runs.getFirst());
        Map<String, List<double[]>> byName = new TreeMap<>();
        for (RunFolder run : runs) {
            requireSame(problem, runs.getFirst(), run);
            byName.computeIfAbsent(run.config().algorithm().text(), _ -> new ArrayList<>())
                    .add(hypervolume(run));
        }
        if (!byName.containsKey(Algorithm.RANDOM.text())) {
            List<double[]> drawn = baselines(runs);
            if (!drawn.isEmpty()) {
                byName.put(Algorithm.RANDOM.text(), drawn);
            }
        }
        int shortest = byName.values().stream()
                .flatMap(List::stream)
                .mapToInt(h -> h.length)
                .min()
                .orElseThrow();
        List<ComparedAlgorithm> algorithms = byName.entrySet().stream()
                .map(e -> new ComparedAlgorithm(
                        e.getKey(),
                        e.getValue().stream()
                                .map(h -> Arrays.copyOf(h, shortest))
                                .toList()))
                .sorted(Comparator.comparingDouble(c -> -c.mean(shortest)))
                .toList();
        return new RunComparison(problem, algorithms);
    }

    /** Evaluations that are compared. */
    public int evaluations() {
        return algorithms.getFirst().evaluations();
    }

    /** The probability of the leader's ranks at the end, were it no better than another; below 0.01 it surely is. */
    public double pValue(ComparedAlgorithm other) {
        return MannWhitney.oneSided(algorithms.getFirst().after(evaluations()), other.after(evaluations()));
    }

    /** Writes it as a page that opens in any browser. */
    public void write(Path file) {
        AtomicFile.writeString(file, new ComparisonPage(this).html());
    }

    /** What runs drew at random for themselves; of those with one seed, which drew the same, only one. */
    private static List<double[]> baselines(List<RunFolder> runs) {
        SortedMap<Long, double[]> bySeed = new TreeMap<>();
        for (RunFolder run : runs) {
            double[] drawn = heights(ReportModelReader.hypervolume(run, run.baseline()));
            if (drawn.length > 0 && drawn.length >= hypervolume(run).length) {
                bySeed.put(run.config().seed(), drawn);
            }
        }
        return List.copyOf(bySeed.values());
    }

    private static double[] heights(List<HypervolumeCurve.Step> steps) {
        return steps.stream().mapToDouble(HypervolumeCurve.Step::value).toArray();
    }

    private static double[] hypervolume(RunFolder run) {
        List<HypervolumeCurve.Step> steps = ReportModelReader.hypervolume(run, run.trials());
        if (steps.isEmpty()) {
            throw new UserError(
                    "the run has no hypervolume: no trial is within the limits, or a latency table is gone",
                    run.path().toString(),
                    "leave this run out, or go on with it: sartor search --resume " + run.path());
        }
        return heights(steps);
    }

    private static void requireSame(String problem, RunFolder first, RunFolder run) {
        boolean sameInputs = inputs(first).equals(inputs(run));
        if (!sameInputs || !problem(run).equals(problem)) {
            throw new UserError(
                    "the runs are not of one problem: " + problem + " against " + problem(run)
                            + (sameInputs ? "" : ", or of another space or table"),
                    run.path().toString(),
                    "compare runs of one space, judged alike, with the same tables, objectives and limits");
        }
    }

    private static Map<String, String> inputs(RunFolder run) {
        Map<String, String> inputs = new TreeMap<>(run.environment().inputs());
        inputs.keySet().removeIf(name -> name.equals("data") || name.equals("accuracy"));
        return inputs;
    }

    private static String problem(RunFolder run) {
        var config = run.config();
        return String.join(
                        " and ",
                        config.objectives().stream().map(Objective::text).toList()) + " in "
                + config.space().getFileName().toString().replaceFirst("\\.yaml$", "")
                + ", judged by " + config.accuracy().text()
                + (config.limits().isEmpty()
                        ? ""
                        : " with "
                                + String.join(
                                        ", ",
                                        config.limits().stream()
                                                .map(Limit::text)
                                                .toList()));
    }
}
