package dev.sartor.report.comparison;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.FileNames;
import dev.sartor.base.math.MannWhitney;
import dev.sartor.base.process.SartorCommand;
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
 * A comparison of algorithms by their runs on one problem over several seeds: hypervolume over evaluations, and a rank test of
 * the difference.
 *
 * @param problem    the search problem in words
 * @param algorithms sorted by final hypervolume, the highest first; all with the same number of evaluations
 */
public record RunComparison(String problem, List<ComparedAlgorithm> algorithms) {
    public RunComparison {
        algorithms = List.copyOf(algorithms);
    }

    /**
     * Reads runs and cuts them to the length of the shortest. If none of them is a random search, the random networks that the
     * runs evaluated for comparison are used as random searches, one for each seed.
     *
     * @throws UserError if they differ in space, tables, objectives or limits, or one has no trial yet
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
            List<double[]> random = baselines(runs);
            if (!random.isEmpty()) {
                byName.put(Algorithm.RANDOM.text(), random);
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
                .sorted(Comparator.comparingDouble(c -> -c.meanAfter(shortest)))
                .toList();
        return new RunComparison(problem, algorithms);
    }

    /** The number of evaluations that are compared. */
    public int evaluations() {
        return algorithms.getFirst().evaluations();
    }

    /** The one-sided p-value of the Mann-Whitney test that the first algorithm is better than another one at the end. */
    public double pValue(ComparedAlgorithm other) {
        return MannWhitney.oneSidedPValue(
                algorithms.getFirst().hypervolumeAfter(evaluations()), other.hypervolumeAfter(evaluations()));
    }

    /** Writes the comparison as an HTML page. */
    public void write(Path file) {
        AtomicFile.writeString(file, new ComparisonPage(this).html());
    }

    /** The random baselines of the runs, one for each seed: runs with the same seed have the same baseline. */
    private static List<double[]> baselines(List<RunFolder> runs) {
        SortedMap<Long, double[]> bySeed = new TreeMap<>();
        for (RunFolder run : runs) {
            double[] random = values(ReportModelReader.hypervolume(run, run.baseline()));
            if (random.length > 0 && random.length >= hypervolume(run).length) {
                bySeed.put(run.config().seed(), random);
            }
        }
        return List.copyOf(bySeed.values());
    }

    private static double[] values(List<HypervolumeCurve.Step> steps) {
        return steps.stream().mapToDouble(HypervolumeCurve.Step::value).toArray();
    }

    private static double[] hypervolume(RunFolder run) {
        List<HypervolumeCurve.Step> steps = ReportModelReader.hypervolume(run, run.trials());
        if (steps.isEmpty()) {
            throw new UserError(
                    "the run has no hypervolume: no trial is within the limits, or a latency table is missing",
                    run.path().toString(),
                    "omit this run, or continue it: "
                            + SartorCommand.of("search").with("--resume", run.path()));
        }
        return values(steps);
    }

    private static void requireSame(String problem, RunFolder first, RunFolder run) {
        boolean sameInputs = hashesOfSpaceAndTables(first).equals(hashesOfSpaceAndTables(run));
        if (!sameInputs || !problem(run).equals(problem)) {
            throw new UserError(
                    "the runs do not have the same problem: " + problem + " against " + problem(run)
                            + (sameInputs ? "" : ", or of another space or table"),
                    run.path().toString(),
                    "compare runs with the same space, accuracy source, tables, objectives and limits");
        }
    }

    private static Map<String, String> hashesOfSpaceAndTables(RunFolder run) {
        Map<String, String> inputs = new TreeMap<>(run.environment().inputs());
        inputs.keySet().removeIf(name -> name.equals("data") || name.equals("accuracy"));
        return inputs;
    }

    /** The search problem of a run in words; equal for equal problems. */
    private static String problem(RunFolder run) {
        var config = run.config();
        return String.join(
                        " and ",
                        config.objectives().stream().map(Objective::text).toList()) + " in "
                + FileNames.last(config.space()).replaceFirst("\\.yaml$", "")
                + ", evaluated by " + config.accuracy().text()
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
