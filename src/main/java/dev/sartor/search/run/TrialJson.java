package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.base.json.Json;
import dev.sartor.base.math.WilsonInterval;
import dev.sartor.network.Precision;
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
 * Reader and writer of the lines of {@code trials.jsonl}, one trial each. The keys always have the same order.
 * {@code weightBytes} is left out in fp32, {@code expected} if nothing was predicted. Then follows the score under the name of its
 * metric. If it is an accuracy that was measured on images, their number, the 95 % confidence interval and the share of the largest
 * class follow (the share not in runs of earlier versions). Numbers have their shortest exact form, so equal trials are equal bytes.
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
    /** The key after peakActivationBytes, if the networks of the run are not in fp32. */
    private static final String WEIGHT_BYTES = "weightBytes";

    private static final String EXPECTED = "expected";
    private static final String IMAGES = "images";
    private static final String INTERVAL = "interval";
    private static final String LARGEST_CLASS_SHARE = "largestClassShare";

    private TrialJson() {}

    /**
     * What a line records about the images that its accuracy was measured on.
     *
     * @param largestClassShare empty in runs of earlier versions
     */
    private record EvaluationImages(int images, OptionalDouble largestClassShare) {}

    /** The line of a trial whose accuracy was not measured on images, without a line separator. */
    static String format(Trial trial, EvaluationMetric metric) {
        return format(trial, metric, Optional.empty());
    }

    /**
     * The line of a trial, without a line separator.
     *
     * @param evaluationSet images that its accuracy was measured on, if it was
     */
    static String format(Trial trial, EvaluationMetric metric, Optional<EvaluationSet> evaluationSet) {
        return line(
                trial,
                metric,
                evaluationSet.map(e -> new EvaluationImages(e.images(), OptionalDouble.of(e.largestClassShare()))));
    }

    private static String line(Trial trial, EvaluationMetric metric, Optional<EvaluationImages> evaluationImages) {
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
        if (!costs.hasFp32Weights()) {
            line.put(WEIGHT_BYTES, costs.weightBytes());
        }
        costs.latencyMs().forEach(line.putObject("latencyMs")::put);
        line.put("feasible", trial.feasible());
        trial.predicted()
                .ifPresent(e -> line.putObject(EXPECTED).put("mean", e.mean()).put("deviation", e.deviation()));
        if (trial.score().isPresent()) {
            line.put(metric.name(), trial.score().getAsDouble());
            evaluationImages.ifPresent(images -> {
                WilsonInterval interval = WilsonInterval.of(trial.score().getAsDouble(), images.images())
                        .toFourDigits();
                line.put(IMAGES, images.images());
                line.putArray(INTERVAL).add(interval.lower()).add(interval.upper());
                images.largestClassShare().ifPresent(share -> line.put(LARGEST_CLASS_SHARE, share));
            });
        } else {
            line.putNull(metric.name());
        }
        return Json.COMPACT.writeValueAsString(line);
    }

    /**
     * Parses a line.
     *
     * @throws IllegalArgumentException that says what is wrong, if the line is not exactly what {@link #format} writes
     */
    static Trial parse(String text, EvaluationMetric metric) {
        try {
            JsonNode line = Json.COMPACT.readTree(text);
            Optional<EvaluationImages> evaluationImages = evaluationImages(line, metric);
            List<String> keys = keys(metric, line, evaluationImages);
            if (!line.isObject() || !List.copyOf(line.propertyNames()).equals(keys)) {
                throw new IllegalArgumentException("the keys are not " + String.join(", ", keys));
            }
            Trial trial = trial(line, metric);
            if (!line(trial, metric, evaluationImages).equals(text)) {
                throw new IllegalArgumentException("it is not in the form that Sartor writes");
            }
            return trial;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static Optional<EvaluationImages> evaluationImages(JsonNode line, EvaluationMetric metric) {
        if (!line.has(IMAGES) || !metric.equals(EvaluationMetric.ACCURACY)) {
            return Optional.empty();
        }
        if (!line.get(IMAGES).isInt() || line.get(IMAGES).asInt() < 1) {
            throw new IllegalArgumentException(line.get(IMAGES) + " is not a number of images");
        }
        return Optional.of(new EvaluationImages(line.get(IMAGES).asInt(), largestClassShare(line)));
    }

    private static OptionalDouble largestClassShare(JsonNode line) {
        if (!line.has(LARGEST_CLASS_SHARE)) {
            return OptionalDouble.empty();
        }
        JsonNode share = line.get(LARGEST_CLASS_SHARE);
        if (!share.isNumber() || !(share.asDouble() > 0 && share.asDouble() <= 1)) {
            throw new IllegalArgumentException(share + " is not the share of a class");
        }
        return OptionalDouble.of(share.asDouble());
    }

    private static List<String> keys(
            EvaluationMetric metric, JsonNode line, Optional<EvaluationImages> evaluationImages) {
        List<String> keys = new ArrayList<>(KEYS);
        if (line.has(WEIGHT_BYTES)) {
            keys.add(keys.indexOf("latencyMs"), WEIGHT_BYTES);
        }
        if (line.has(EXPECTED)) {
            keys.add(EXPECTED);
        }
        keys.add(metric.name());
        evaluationImages.ifPresent(images -> {
            keys.addAll(List.of(IMAGES, INTERVAL));
            images.largestClassShare().ifPresent(_ -> keys.add(LARGEST_CLASS_SHARE));
        });
        return keys;
    }

    private static Trial trial(JsonNode line, EvaluationMetric metric) {
        List<String> blocks = new ArrayList<>();
        line.get("blocks").forEach(b -> blocks.add(b.asString()));
        OptionalDouble score = score(line.get(metric.name()), metric);
        return new Trial(
                line.get("id").asInt(),
                line.get("generation").asInt(),
                origin(line.get("origin").asString()),
                line.get("genome").asString(),
                blocks,
                costs(line),
                line.get("feasible").asBoolean(),
                Optional.ofNullable(line.get(EXPECTED)).map(TrialJson::predictedScore),
                score);
    }

    private static OptionalDouble score(JsonNode node, EvaluationMetric metric) {
        if (node.isNull()) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber() || !metric.isValid(node.asDouble())) {
            throw new IllegalArgumentException(node + " is not a valid " + metric.title());
        }
        return OptionalDouble.of(node.asDouble());
    }

    private static PredictedScore predictedScore(JsonNode node) {
        return new PredictedScore(
                node.path("mean").asDouble(Double.NaN), node.path("deviation").asDouble(Double.NaN));
    }

    private static Costs costs(JsonNode line) {
        SortedMap<String, Double> latencyMs = new TreeMap<>();
        line.get("latencyMs").forEachEntry((table, ms) -> latencyMs.put(table, ms.asDouble()));
        long params = line.get("params").asLong();
        return new Costs(
                line.get("macs").asLong(),
                params,
                line.get("peakActivationBytes").asLong(),
                line.has(WEIGHT_BYTES) ? line.get(WEIGHT_BYTES).asLong() : Precision.FP32.bytes(params),
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
