package dev.sartor.search.run;

import dev.sartor.base.yaml.YamlReader;
import dev.sartor.search.plan.PlannedTraining;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads texts as the key {@code plan} of a run's settings, for fuzz tests. */
public final class FuzzedPlan {
    private FuzzedPlan() {}

    /** Reads a plan, which must be written as a text that reads as the same plan. */
    public static PlannedTraining read(String text) {
        PlannedTraining plan = parse(text);
        String written = PlannedTrainingYaml.entries(plan).entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue() + "\n")
                .collect(Collectors.joining());
        if (!parse(written).equals(plan)) {
            throw new IllegalStateException("'" + written + "' is not the text of " + plan);
        }
        return plan;
    }

    private static PlannedTraining parse(String text) {
        return PlannedTrainingYaml.read(YamlReader.read(Path.of("config.yaml"), text));
    }
}
