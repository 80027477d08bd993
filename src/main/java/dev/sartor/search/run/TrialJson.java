package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.base.json.Json;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The line of one trial in {@code trials.jsonl}: the same keys in the same order, {@code expected} where something was
 * predicted, the last one the name of what trials are judged by; and figures in their shortest exact form, so that equal trials are equal bytes.
 */
final class TrialJson {
    private static final List<String> KEYS = List.of(
            "id",
            "generation",
            "origin",
            "genome",
            "blocks",
            "macs",
            "params",
            "peakActivationBytes",
            "latencyMs",
            "feasible");
    private static final String EXPECTED = "expected";

    private TrialJson() {}

    /** One line without its end. */
    static String format(Trial trial, EvaluationMetric measure) {
        ObjectNode line = Json.COMPACT.createObjectNode();
        line.put("id", trial.id())
                .put("generation", trial.generation())
                .put("origin", trial.origin().text());
        line.put("genome", trial.genome());
        trial.blocks().forEach(line.putArray("blocks")::add);
        Costs costs = trial.costs();
        line.put("macs", costs.macs())
                .put("params", costs.params())
                .put("peakActivationBytes", costs.peakActivationBytes());
        costs.latencyMs().forEach(line.putObject("latencyMs")::put);
        line.put("feasible", trial.feasible());
        trial.expected()
                .ifPresent(e -> line.putObject(EXPECTED).put("mean", e.mean()).put("deviation", e.deviation()));
        if (trial.merit().isPresent()) {
            line.put(measure.name(), trial.merit().getAsDouble());
        } else {
            line.putNull(measure.name());
        }
        return Json.COMPACT.writeValueAsString(line);
    }

    /**
     * The trial of one line.
     *
     * @throws IllegalArgumentException naming what is wrong, if the line is not just what {@link #format} writes
     */
    static Trial parse(String text, EvaluationMetric measure) {
        try {
            JsonNode line = Json.COMPACT.readTree(text);
            List<String> keys = keys(measure, line.has(EXPECTED));
            if (!line.isObject() || !List.copyOf(line.propertyNames()).equals(keys)) {
                throw new IllegalArgumentException("the keys are not " + String.join(", ", keys));
            }
            Trial trial = trial(line, measure);
            if (!format(trial, measure).equals(text)) {
                throw new IllegalArgumentException("it is not in the form that a search writes");
            }
            return trial;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static List<String> keys(EvaluationMetric measure, boolean expected) {
        List<String> keys = new ArrayList<>(KEYS);
        if (expected) {
            keys.add(EXPECTED);
        }
        keys.add(measure.name());
        return keys;
    }

    private static Trial trial(JsonNode line, EvaluationMetric measure) {
        List<String> blocks = new ArrayList<>();
        line.get("blocks").forEach(b -> blocks.add(b.asString()));
        OptionalDouble merit = merit(line.get(measure.name()), measure);
        return new Trial(
                line.get("id").asInt(),
                line.get("generation").asInt(),
                origin(line.get("origin").asString()),
                line.get("genome").asString(),
                blocks,
                costs(line),
                line.get("feasible").asBoolean(),
                Optional.ofNullable(line.get(EXPECTED)).map(TrialJson::expectation),
                merit);
    }

    private static OptionalDouble merit(JsonNode node, EvaluationMetric measure) {
        if (node.isNull()) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber() || !measure.holds(node.asDouble())) {
            throw new IllegalArgumentException("there is no " + measure.title() + " of " + node);
        }
        return OptionalDouble.of(node.asDouble());
    }

    private static PredictedScore expectation(JsonNode node) {
        return new PredictedScore(
                node.path("mean").asDouble(Double.NaN), node.path("deviation").asDouble(Double.NaN));
    }

    private static Costs costs(JsonNode line) {
        SortedMap<String, Double> latencyMs = new TreeMap<>();
        line.get("latencyMs").forEachEntry((table, ms) -> latencyMs.put(table, ms.asDouble()));
        return new Costs(
                line.get("macs").asLong(),
                line.get("params").asLong(),
                line.get("peakActivationBytes").asLong(),
                latencyMs);
    }

    private static Trial.Origin origin(String text) {
        for (Trial.Origin origin : Trial.Origin.values()) {
            if (origin.text().equals(text)) {
                return origin;
            }
        }
        throw new IllegalArgumentException("there is no origin '" + text + "'");
    }
}
