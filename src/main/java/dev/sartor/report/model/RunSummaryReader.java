package dev.sartor.report.model;

import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunEnvironment;
import dev.sartor.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run's configuration and environment in words. */
final class RunSummaryReader {
    private RunSummaryReader() {}

    static RunSummary of(String name, RunConfig config, RunEnvironment environment, SearchSpace space) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put(
                "algorithm",
                config.algorithm().text() + ", "
                        + ReportNumbers.some(config.budget().trials(), "trial", "trials")
                        + ", population " + config.budget().population() + ", offspring "
                        + config.budget().offspring());
        provenance.put("seed", Long.toString(config.seed()));
        provenance.put("machine", RunLatencyTable.words(environment.machine()));
        provenance.putAll(environment.software());
        environment.inputs().forEach((input, sha256) -> provenance.put("SHA-256 of " + input, sha256));
        return new RunSummary(
                name,
                RunLatencyTable.date(environment.started()),
                environment.command(),
                space.name(),
                space.count(),
                config.data().map(d -> d.replaceFirst(".*[/\\\\]", "")).orElse("no images"),
                config.accuracy().text(),
                config.accuracy().measure(),
                config.budget().trials(),
                config.objectives().stream().map(Objective::text).toList(),
                provenance);
    }
}
