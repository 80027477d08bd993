package dev.sartor.report.model;

import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunEnvironment;
import dev.sartor.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the summary of a run from its configuration and environment. */
final class RunSummaryReader {
    private RunSummaryReader() {}

    static RunSummary of(String name, RunConfig config, RunEnvironment environment, SearchSpace space) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(
                "algorithm",
                config.algorithm().text() + ", "
                        + ReportNumbers.plural(config.budget().trials(), "trial", "trials")
                        + ", population " + config.budget().population() + ", " + concurrency(config.budget()));
        details.put("seed", Long.toString(config.seed()));
        details.put("machine", RunLatencyTable.details(environment.machine()));
        details.putAll(environment.software());
        environment.inputs().forEach((input, sha256) -> details.put("SHA-256 of " + input, sha256));
        return new RunSummary(
                name,
                RunLatencyTable.date(environment.started()),
                environment.command(),
                space.name(),
                space.count(),
                config.data().map(d -> d.replaceFirst(".*[/\\\\]", "")).orElse("no images"),
                config.accuracy().text(),
                config.accuracy().metric(),
                config.budget().trials(),
                config.objectives().stream().map(Objective::text).toList(),
                environment.evaluationSet(),
                details);
    }

    private static String concurrency(Budget budget) {
        return budget.steadyState().isPresent()
                ? "steady state, " + budget.maxConcurrent() + " at once"
                : "offspring " + budget.offspring();
    }
}
