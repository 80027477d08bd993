package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.data.Dataset;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Request of a search to a command: one line of JSON with everything that is needed to build and train the network.
 *
 * @param seed     seed of the search
 * @param release  version and commit of the Sartor that searches
 * @param data     the data set of the search, if it has one
 * @param training how {@code sartor evaluate}, on another machine, trains the network; empty for commands of the user
 */
public record CommandRequest(
        Architecture architecture, long seed, String release, Optional<Data> data, Optional<Training> training) {
    private static final String ACCURACY = "accuracy";
    private static final String RUNG = "rung";

    /**
     * How the network is trained.
     *
     * @param spec short training or successive halving
     * @param rung the number of epochs after which successive halving pauses; empty for short training
     */
    public record Training(AccuracySpec spec, OptionalInt rung) {
        public Training {
            boolean valid = switch (spec) {
                case AccuracySpec.Training _ -> rung.isEmpty();
                case AccuracySpec.Halving halving ->
                    rung.isPresent() && halving.rungs().contains(rung.getAsInt());
                case AccuracySpec.Supernet _,
                        AccuracySpec.Csv _,
                        AccuracySpec.Predicted _,
                        AccuracySpec.Command _,
                        AccuracySpec.ZeroCost _,
                        AccuracySpec.Featured _ -> false;
            };
            if (!valid) {
                throw new IllegalArgumentException("No training of one network: " + spec.text() + ", rung " + rung);
            }
        }

        static Optional<Training> of(JsonNode request, String where) {
            if (!request.has(ACCURACY)) {
                return Optional.empty();
            }
            JsonNode rung = request.path(RUNG);
            try {
                return Optional.of(new Training(
                        AccuracySpec.parse(text(request, ACCURACY, where)),
                        rung.isInt() ? OptionalInt.of(rung.asInt()) : OptionalInt.empty()));
            } catch (IllegalArgumentException e) {
                throw invalid("the keys accuracy and rung are not a training of one network", where);
            }
        }

        void putInto(ObjectNode request) {
            request.put(ACCURACY, spec.text());
            rung.ifPresent(epochs -> request.put(RUNG, epochs));
        }
    }

    /**
     * The data set of a search.
     *
     * @param hash  identifies the data set, see {@link Dataset#hash}
     * @param shape the shape that every image was converted to when the data set was opened
     */
    public record Data(String hash, Shape shape) {
        public static Data of(Dataset dataset) {
            return new Data(dataset.hash(), dataset.shape());
        }

        void putInto(ObjectNode request) {
            request.putObject("data").put("hash", hash).put("shape", shape.toString());
        }
    }

    /** The request as one line of JSON; {@code src/docs/accuracy.md} describes its keys. */
    public String json() {
        Network network = Lowering.lower(architecture);
        ObjectNode request = Json.COMPACT.createObjectNode();
        architecture.blockStrings().forEach(request.putArray("blocks")::add);
        Shape input = architecture.input();
        request.putArray("input").add(input.channels()).add(input.height()).add(input.width());
        request.put("classes", network.output().size())
                .put("macs", network.macs())
                .put("params", network.params())
                .put("seed", seed)
                .put("release", release);
        data.ifPresent(d -> d.putInto(request));
        training.ifPresent(t -> t.putInto(request));
        request.put("yaml", ArchitectureFile.format(architecture));
        return Json.COMPACT.writeValueAsString(request);
    }

    /**
     * Parses a request. Keys that repeat what the architecture in {@code yaml} says are ignored.
     *
     * @param where where the text comes from, for errors
     * @throws UserError if the text is not such an object
     */
    public static CommandRequest parse(String json, String where) {
        JsonNode request = object(json, where);
        return new CommandRequest(
                ArchitectureFile.parse(Path.of("yaml"), text(request, "yaml", where)),
                seed(request.path("seed"), where),
                text(request, "release", where),
                data(request, where),
                Training.of(request, where));
    }

    static JsonNode object(String json, String where) {
        try {
            JsonNode node = Json.COMPACT.readTree(json);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // reported below, as any other text that is no object
        }
        throw invalid("this is not a JSON object", where);
    }

    static long seed(JsonNode node, String where) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw invalid("the key seed is not a whole number", where);
        }
        return node.asLong();
    }

    static String text(JsonNode object, String key, String where) {
        JsonNode node = object.path(key);
        if (!node.isString()) {
            throw invalid("the key " + key + " is not a text", where);
        }
        return node.asString();
    }

    /** The data set that a request names, if it does. */
    static Optional<Data> data(JsonNode request, String where) {
        return Optional.ofNullable(request.get("data")).map(node -> namedData(node, where));
    }

    private static Data namedData(JsonNode node, String where) {
        Optional<Shape> shape;
        try {
            shape = Shape.parse(text(node, "shape", where));
        } catch (IllegalArgumentException e) {
            shape = Optional.empty();
        }
        return new Data(
                text(node, "hash", where),
                shape.orElseThrow(() -> invalid("the key data.shape is no shape such as 3x224x224", where)));
    }

    private static UserError invalid(String what, String where) {
        return new UserError(what, where, "send the line that sartor search --workers writes");
    }
}
