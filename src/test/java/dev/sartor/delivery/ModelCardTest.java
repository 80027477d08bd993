package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.space.file.ArchitectureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ModelCardTest {
    private static final ModelCard CARD = new ModelCard(
                    "tiny",
                    HalvesData.architecture("tiny").blockStrings(),
                    Optional.of(ArchitectureFile.format(HalvesData.architecture("tiny"))),
                    Optional.of("1a2b3c"),
                    TrainingData.of(HalvesData.of("left", "right"), 7),
                    Optional.of("first"),
                    Optional.of("first:3"),
                    Recipe.standard(3),
                    7,
                    List.of(new EpochResult(1, new ClassificationMetrics(0.7, 0.5), Optional.empty())),
                    0.8,
                    0.75,
                    Optional.empty(),
                    List.of(),
                    Optional.empty())
            .withExport(
                    // ModelCard.Export: file, hash, bytes, largest difference of outputs, images compared
                    new ModelCard.Export("tiny.onnx", "00ff", 1234, 1e-6, 32),
                    // MeasuredLatency: median, p10 and p90 in ms, runs, slowdown since the table
                    List.of(new ModelCard.Measurement("mine", "cpu", new MeasuredLatency(1, 0.9, 1.2, 50, 1))));

    @TempDir
    private Path folder;

    private void requireReadOrUserError(JsonNode json) throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.json"), json.toString());
        try {
            ModelCard card = ModelCard.read(file);
            card.testInterval();
            card.largestClassNotBeaten();
            new TrainedModel("tiny", new ModelFiles(folder, "tiny"), card).architecture();
            card.write(file);
            assertEquals(card, ModelCard.read(file));
        } catch (UserError e) {
            assertEquals(3, e.text().lines().count(), e.text());
        }
    }

    /** All copies of a JSON value in which one value inside it was changed; a change to null removes the value. */
    private static List<JsonNode> changed(JsonNode json, UnaryOperator<JsonNode> change) {
        List<JsonNode> all = new ArrayList<>();
        if (json instanceof ObjectNode object) {
            for (String name : object.propertyNames()) {
                JsonNode replaced = change.apply(object.get(name));
                ObjectNode copy = object.deepCopy();
                if (replaced == null) {
                    copy.remove(name);
                } else {
                    copy.set(name, replaced);
                }
                all.add(copy);
                for (JsonNode inner : changed(object.get(name), change)) {
                    ObjectNode outer = object.deepCopy();
                    outer.set(name, inner);
                    all.add(outer);
                }
            }
        }
        return all;
    }

    @Test
    void aCardWithAnyMissingOrImpossibleValueIsReadOrIsAUserError() throws IOException {
        JsonNodeFactory values = JsonNodeFactory.instance;
        JsonNode json = new JsonMapper().valueToTree(CARD);
        int cards = 0;
        for (UnaryOperator<JsonNode> change : List.<UnaryOperator<JsonNode>>of(
                _ -> null,
                _ -> values.nullNode(),
                _ -> values.numberNode(-1),
                _ -> values.numberNode(1e300),
                _ -> values.numberNode(Integer.MAX_VALUE),
                _ -> values.stringNode("NaN"),
                _ -> values.stringNode(""),
                _ -> values.booleanNode(true),
                _ -> values.arrayNode(),
                _ -> values.arrayNode().add(values.nullNode()),
                _ -> values.objectNode())) {
            for (JsonNode card : changed(json, change)) {
                requireReadOrUserError(card);
                cards++;
            }
        }
        assertTrue(cards > 400, cards + " cards");
    }

    @Test
    void theLargestClassIsNamedUnlessTheModelIsBetter() {
        assertEquals(Optional.empty(), withTestAccuracy(0.75).largestClassNotBeaten());
        assertEquals(
                "left",
                // on 32 images, 0.6 can be chance
                withTestAccuracy(0.6).largestClassNotBeaten().orElseThrow().name());
        assertEquals(
                "left",
                withTestAccuracy(0.4).largestClassNotBeaten().orElseThrow().name());
    }

    private static ModelCard withTestAccuracy(double test) {
        return new ModelCard(
                CARD.name(),
                CARD.blocks(),
                CARD.architecture(),
                CARD.weights(),
                CARD.data(),
                CARD.sharedWeightsRun(),
                CARD.teacher(),
                CARD.recipe(),
                CARD.seed(),
                CARD.history(),
                CARD.validationAccuracy(),
                test,
                CARD.export(),
                CARD.measured(),
                Optional.empty());
    }
}
