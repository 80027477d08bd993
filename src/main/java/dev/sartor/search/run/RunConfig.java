package dev.sartor.search.run;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.plan.PlannedTraining;
import dev.sartor.search.plan.TimePlan;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Configuration of a search, complete with the defaults.
 *
 * @param space    the file of the search space
 * @param data     a folder of images, or a built-in data set such as {@code shapes}; empty if the accuracy source needs no images
 * @param tables   the files of latency tables
 * @param missing  policy for units that the tables lack
 * @param training what follows the search, if it was planned for a time budget
 */
public record RunConfig(
        Path space,
        Optional<String> data,
        List<Path> tables,
        MissingUnitPolicy missing,
        List<Objective> objectives,
        List<Limit> limits,
        AccuracySpec accuracy,
        Algorithm algorithm,
        Budget budget,
        long seed,
        Optional<PlannedTraining> training) {
    public RunConfig {
        tables = List.copyOf(tables);
        objectives = List.copyOf(objectives);
        limits = List.copyOf(limits);
    }

    /** A configuration of a search that ends with its last trial. */
    public RunConfig(
            Path space,
            Optional<String> data,
            List<Path> tables,
            MissingUnitPolicy missing,
            List<Objective> objectives,
            List<Limit> limits,
            AccuracySpec accuracy,
            Algorithm algorithm,
            Budget budget,
            long seed) {
        this(space, data, tables, missing, objectives, limits, accuracy, algorithm, budget, seed, Optional.empty());
    }

    /** The same configuration with the accuracy source, algorithm, budget and trainings of a plan. */
    public RunConfig withPlan(TimePlan plan, List<Objective> plannedObjectives) {
        return new RunConfig(
                space,
                data,
                tables,
                missing,
                plannedObjectives,
                limits,
                plan.accuracy(),
                plan.algorithm(),
                plan.budget(),
                seed,
                Optional.of(plan.training()));
    }

    /** The same configuration with images in another folder. */
    RunConfig withData(String moved) {
        return new RunConfig(
                space,
                Optional.of(moved),
                tables,
                missing,
                objectives,
                limits,
                accuracy,
                algorithm,
                budget,
                seed,
                training);
    }

    /** The same configuration with another accuracy source. */
    public RunConfig withAccuracy(AccuracySpec other) {
        return new RunConfig(
                space, data, tables, missing, objectives, limits, other, algorithm, budget, seed, training);
    }

    /** The same configuration with another budget. */
    RunConfig withBudget(Budget other) {
        return new RunConfig(
                space, data, tables, missing, objectives, limits, accuracy, algorithm, other, seed, training);
    }

    /**
     * The same configuration with relative paths from {@code folder} instead of from the working directory, so that it can be
     * read from any directory. Absolute paths stay.
     */
    RunConfig relativeTo(Path folder) {
        Path base = folder.toAbsolutePath().normalize();
        return withPaths(
                p -> p.isAbsolute() ? p : base.relativize(p.toAbsolutePath().normalize()), Path.of(""));
    }

    /** Undoes {@link #relativeTo}: paths from {@code folder} become paths from the working directory. */
    RunConfig resolvedAgainst(Path folder) {
        return withPaths(p -> folder.resolve(p).normalize(), folder);
    }

    private RunConfig withPaths(UnaryOperator<Path> path, Path base) {
        return new RunConfig(
                path.apply(space),
                data.map(d -> isFolder(d, base) ? path.apply(Path.of(d)).toString() : d),
                tables.stream().map(path).toList(),
                missing,
                objectives,
                limits,
                accuracy.withFile(path),
                algorithm,
                budget,
                seed,
                training);
    }

    private static boolean isFolder(String data, Path base) {
        try {
            return Files.isDirectory(base.resolve(data));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
