package dev.sartor.cli.output;

import dev.sartor.search.plan.TimePlan;
import java.util.ArrayList;
import java.util.List;

/** The plan of a search for a time, as lines of text. */
public final class PlanText {
    private PlanText() {}

    /** Why the accuracy source was chosen, and a line for each stage with its estimated time. */
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
