package dev.sartor.delivery.quantisation;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.quantisation.ValueRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;

/**
 * The record of a quantisation-aware training, JSON beside the model card.
 *
 * @param name     of the architecture; in a run, the trial's id
 * @param start    hash of the weights that the training started from, those of the model
 * @param weights  hash of the weights of the folded network that it ended with
 * @param options  the granularity of the weights, and how the ranges were chosen that the training started from
 * @param history  one entry per epoch; validation is that of the 8-bit network
 * @param ranges   the learned range of the output of each layer of the folded network
 * @param trained  accuracies of the network in 8-bit integers
 * @param untrained the same without this training
 */
public record QuantisedTrainingCard(
        String name,
        String start,
        String weights,
        QuantisationOptions options,
        Recipe recipe,
        long seed,
        List<EpochResult> history,
        List<TensorRange> ranges,
        Accuracies trained,
        Accuracies untrained) {
    public QuantisedTrainingCard {
        if (name == null || start == null || weights == null || options == null || recipe == null) {
            throw new IllegalArgumentException(
                    "the card of a quantisation-aware training needs a name, weights, options and a recipe");
        }
        history = List.copyOf(history);
        ranges = List.copyOf(ranges);
    }

    /** The range of the output of a layer. */
    public record TensorRange(String layer, ValueRange range) {}

    /** Accuracies in [0, 1]. */
    public record Accuracies(double validation, double test) {}

    static List<TensorRange> named(Network folded, List<ValueRange> ranges) {
        return IntStream.range(0, ranges.size())
                .mapToObj(i -> new TensorRange(folded.layer(i).name(), ranges.get(i)))
                .toList();
    }

    /**
     * The ranges by layer id.
     *
     * @throws UserError if a layer of the network has no range
     */
    List<ValueRange> ranges(Network folded, Path file) {
        Map<String, ValueRange> byName =
                ranges.stream().collect(Collectors.toMap(TensorRange::layer, TensorRange::range, (first, _) -> first));
        return folded.layers().stream()
                .map(Layer::name)
                .map(layer -> Optional.ofNullable(byName.get(layer)).orElseThrow(() -> damaged(file, "no " + layer)))
                .toList();
    }

    void write(Path target) {
        AtomicFile.writeString(target, Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /**
     * The card of a model; empty if it was not trained in 8-bit integers.
     *
     * @throws UserError if the card is damaged
     */
    public static Optional<QuantisedTrainingCard> read(ModelFiles files) {
        Path file = files.quantisedCard();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.INDENTED.readValue(Files.readString(file), QuantisedTrainingCard.class));
        } catch (IOException | JacksonException e) {
            throw damaged(file, Json.reason(e));
        }
    }

    private static UserError damaged(Path file, String reason) {
        return new UserError(
                "this is not the card of a quantisation-aware training: " + reason,
                file.toString(),
                "delete the file, and train the model again with --quantised");
    }
}
