package dev.sartor.report;

import dev.sartor.search.Environment;
import dev.sartor.search.Objective;
import dev.sartor.search.RunConfig;
import dev.sartor.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run's configuration and environment in words. */
final class RunWords {
    private RunWords() {}

    static RunFacts of(String name, RunConfig config, Environment environment, SearchSpace space) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put(
                "algorithm",
                config.algorithm().text() + ", " + Figures.some(config.budget().trials(), "trial", "trials")
                        + ", population " + config.budget().population() + ", offspring "
                        + config.budget().offspring());
        provenance.put("seed", Long.toString(config.seed()));
        provenance.put("machine", RunTable.words(environment.machine()));
        provenance.putAll(environment.software());
        environment.inputs().forEach((input, sha256) -> provenance.put("SHA-256 of " + input, sha256));
        return new RunFacts(
                name,
                RunTable.date(environment.started()),
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
