package dev.sartor.cli.job;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Folders;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.PlanText;
import dev.sartor.data.Dataset;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.search.plan.PlannedSource;
import dev.sartor.search.plan.SpeedMeasurement;
import dev.sartor.search.plan.TimePlan;
import dev.sartor.search.plan.TimePlanner;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Plans a search that ends within a given time ({@code sartor search --time}): measures the speed of training, then chooses the
 * accuracy source and the number of trials.
 */
public final class TimedSearch {
    /** The accuracy source that the inputs are opened with before there is a plan. */
    public static final AccuracySpec BEFORE_PLAN = AccuracySpec.DEFAULT_TRAINING;

    private static final String FILE = "plan.txt";

    private final Duration time;
    private final long startNanos;
    private final Set<PlannedSource> sources;
    private final boolean defaultObjectives;

    /**
     * @param time              time limit of search and final training together
     * @param startNanos        the time at which the command started, by {@link System#nanoTime}
     * @param accuracy          the name of a source that the user chose, or null
     * @param defaultObjectives whether the user gave no objectives
     * @throws UserError if the source cannot be planned
     */
    public TimedSearch(Duration time, long startNanos, String accuracy, boolean defaultObjectives) {
        this.time = time;
        this.startNanos = startNanos;
        this.defaultObjectives = defaultObjectives;
        sources = sources(accuracy, defaultObjectives);
    }

    private static Set<PlannedSource> sources(String accuracy, boolean scoresAllowed) {
        return switch (accuracy) {
            case null -> scoresAllowed ? EnumSet.allOf(PlannedSource.class) : accuracySources();
            case "training" -> Set.of(PlannedSource.TRAINING);
            case "supernet" -> Set.of(PlannedSource.SUPERNET);
            default ->
                throw new UserError(
                        "with --time, the accuracy source and its settings are planned",
                        "--accuracy " + accuracy,
                        "omit it, or write training or supernet without settings; or give --trials instead of --time");
        };
    }

    /** An objective that the user gave needs accuracies, not scores. */
    private static Set<PlannedSource> accuracySources() {
        return EnumSet.of(PlannedSource.TRAINING, PlannedSource.SUPERNET);
    }

    /** The objectives until there is a plan. */
    static List<Objective> objectives(EvaluationMetric metric, boolean hasLimits, boolean latencyKnown) {
        // a user who gives a limit wants the most accurate network within it, not a front of smaller ones
        return hasLimits
                ? List.of(new Objective.Maximise(metric))
                : SearchProblem.defaultObjectives(metric, latencyKnown);
    }

    /**
     * Measures this machine and plans.
     *
     * @param inputs the inputs of {@code config}, whose accuracy source is {@link #BEFORE_PLAN}
     */
    public TimePlan plan(RunConfig config, RunInputs inputs, ConsoleProgress progress, int threads) {
        progress.phase("measuring how fast networks within the limits are trained here");
        Dataset dataset = inputs.dataset().orElseThrow();
        int epochs = 1;
        boolean adaptsBatchSize = true;
        boolean adaptsEpochs = false;
        Recipe recipe = new RecipeChoice(Recipe.standard(epochs), adaptsBatchSize, adaptsEpochs)
                .forImages(dataset.train().count());
        var measurement = new SpeedMeasurement(
                inputs.problem(),
                dataset,
                recipe,
                threads,
                config.seed(),
                time,
                System::nanoTime,
                Interruption::isRequested);
        // where kinds of block are mixed, short trainings rank better, so a supernet is planned only on request
        boolean measuresSupernet = sources.equals(Set.of(PlannedSource.SUPERNET))
                || sources.contains(PlannedSource.SUPERNET)
                        && !inputs.problem().space().mixesKinds();
        try {
            var plannerInputs = measurement.measure(measuresSupernet);
            progress.clear();
            PlanText.of(plannerInputs).forEach(progress::println);
            return new TimePlanner(plannerInputs, sources)
                    .plan(time, (System.nanoTime() - startNanos) / 1e9)
                    .withPrecision(inputs.problem().costModel().precision());
        } catch (InterruptedException e) {
            progress.clear();
            throw new Interruption.Interrupted("interrupted; nothing was written");
        }
    }

    /** The configuration that the plan decides. */
    public RunConfig withPlan(RunConfig config, TimePlan plan) {
        return config.withPlan(
                plan,
                defaultObjectives
                        ? objectives(
                                plan.accuracy().metric(),
                                !config.limits().isEmpty(),
                                !config.tables().isEmpty())
                        : config.objectives());
    }

    /** Writes the plan into the folder of a new run, unless the folder contains a run already. */
    public static void writePlan(TimePlan plan, Path folder) {
        if (Files.exists(new RunFolder(folder).configFile())) {
            return;
        }
        Folders.create(folder);
        AtomicFile.writeString(folder.resolve(FILE), String.join("\n", PlanText.of(plan)) + "\n");
    }
}
