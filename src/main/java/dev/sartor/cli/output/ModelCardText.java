package dev.sartor.cli.output;

import dev.sartor.base.json.Json;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.baseline.BaselineResults;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.delivery.quantisation.QuantisedTrainingCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A model card, that is the facts about a trained and exported model, as a few lines of text. */
public final class ModelCardText {
    private ModelCardText() {}

    /** Test and validation accuracy, with the confidence interval of the test accuracy. */
    public static String accuracies(ModelCard card) {
        String interval = card.testInterval()
                .map(i -> ConsoleFormat.format(
                        " (%s to %s at 95 %% confidence, %,d images)",
                        ConsoleFormat.percent(i.lower()),
                        ConsoleFormat.percent(i.upper()),
                        card.data().split().orElseThrow().test()))
                .orElse("");
        return ConsoleFormat.format(
                "%s: %s test accuracy%s, %s validation accuracy%s",
                card.name(),
                ConsoleFormat.percent(card.deliveredTestAccuracy()),
                interval,
                ConsoleFormat.percent(card.deliveredValidationAccuracy()),
                card.int8().isEmpty()
                        ? ""
                        : ConsoleFormat.format(
                                ", both in int8; %s and %s in fp32",
                                ConsoleFormat.percent(card.testAccuracy()),
                                ConsoleFormat.percent(card.validationAccuracy())));
    }

    /** A sentence that warns of a model that is not known to be better than always answering the most frequent class. */
    public static Optional<String> warning(ModelCard card) {
        return card.largestClassNotBeaten()
                .map(c -> card.deliveredTestAccuracy() <= c.share()
                        ? ConsoleFormat.format(
                                "the model is no better than always answering '%s', which is right for %s of the test"
                                        + " images; train longer, on more images, or with another architecture",
                                c.name(), ConsoleFormat.percent(c.share()))
                        : ConsoleFormat.format(
                                "the test images are too few to tell the model from always answering '%s', which is"
                                        + " right for %s of them",
                                c.name(), ConsoleFormat.percent(c.share())));
    }

    /**
     * The card as JSON with more keys.
     *
     * @param ranking   the value of the key {@code ranking}
     * @param baselines the value of the key {@code baselines}; empty for no such key
     * @param int8      the value of the key {@code int8Export}; empty for no such key
     * @param trained   the value of the key {@code quantisedTraining}; empty for no such key
     */
    public static ObjectNode toJson(
            ModelCard card,
            Map<String, Object> ranking,
            Optional<BaselineResults> baselines,
            Optional<QuantisedCard> int8,
            Optional<QuantisedTrainingCard> trained) {
        ObjectNode object = toJson(card, trained);
        object.set("ranking", Json.INDENTED.valueToTree(ranking));
        baselines.ifPresent(b -> object.set("baselines", Json.INDENTED.valueToTree(b)));
        int8.ifPresent(c -> object.set("int8Export", Json.INDENTED.valueToTree(c)));
        return object;
    }

    /**
     * The card as JSON.
     *
     * @param trained the value of the key {@code quantisedTraining}; empty for no such key
     */
    public static ObjectNode toJson(ModelCard card, Optional<QuantisedTrainingCard> trained) {
        ObjectNode object = Json.INDENTED.valueToTree(card);
        trained.ifPresent(t -> object.set("quantisedTraining", Json.INDENTED.valueToTree(t)));
        return object;
    }

    /** The text of a card, one element per line. */
    public static List<String> lines(ModelCard card) {
        List<String> lines = new ArrayList<>();
        lines.add(accuracies(card));
        warning(card).ifPresent(v -> lines.add("warning: " + v));
        card.measured()
                .forEach(m -> lines.add(ConsoleFormat.format(
                        "%.4f ms measured on %s (p10 %.4f, p90 %.4f, %d runs; %.4f at the device's speed when the"
                                + " table was measured)",
                        m.latency().medianMs(),
                        m.device(),
                        m.latency().p10Ms(),
                        m.latency().p90Ms(),
                        m.latency().runs(),
                        m.latency().atTableSpeedMs())));
        card.export()
                .ifPresent(e -> lines.add(ConsoleFormat.format(
                        "%.2g maximum difference between ONNX Runtime and the built-in engine on %d test images",
                        e.maxDifference(), e.images())));
        return lines;
    }
}
