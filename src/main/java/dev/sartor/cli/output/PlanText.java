package dev.sartor.cli.output;

import dev.sartor.search.plan.NetworkSpeed;
import dev.sartor.search.plan.PlannerInputs;
import dev.sartor.search.plan.TimePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The plan of a search that ends within a given time, as lines of text. */
public final class PlanText {
    private PlanText() {}

    /** Lines on how fast networks are trained, as candidates of the search and at its end. */
    public static List<String> of(PlannerInputs plannerInputs) {
        return List.of(
                ConsoleFormat.format(
                        "  candidates: %s images a second on each of %d threads",
                        speeds(plannerInputs, NetworkSpeed::candidateSeconds), plannerInputs.threads()),
                ConsoleFormat.format(
                        "  final training: %s images a second on all threads",
                        speeds(plannerInputs, NetworkSpeed::finalSeconds)));
    }

    /**
     * The speeds of the largest network and of a typical one.
     *
     * @param seconds seconds per image
     */
    private static String speeds(PlannerInputs plannerInputs, ToDoubleFunction<NetworkSpeed> seconds) {
        return ConsoleFormat.rate(1 / seconds.applyAsDouble(plannerInputs.slowestSpeed())) + " to "
                + ConsoleFormat.rate(1 / seconds.applyAsDouble(plannerInputs.typicalSpeed()));
    }

    /** A line on why the accuracy source was chosen, and a line for each stage with its estimated time. */
    public static List<String> of(TimePlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(ConsoleFormat.format(
                "plan for %s: %s", ConsoleFormat.duration(plan.training().time().toMillis() / 1e3), plan.reason()));
        plan.stages()
                .forEach(s -> lines.add(ConsoleFormat.format(
                        "  %-10s %-20s %s", s.name(), ConsoleFormat.duration(s.time()), s.work())));
        lines.add(ConsoleFormat.format("  %-10s %s", "together", ConsoleFormat.duration(plan.time())));
        return lines;
    }
}
