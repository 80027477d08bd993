package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of JSON with which a search asks {@code sartor evaluate} on another machine for the scores of several networks,
 * without training them.
 *
 * @param seed     seed of the accuracy source
 * @param release  version and commit of the Sartor that searches
 * @param data     the data set of the search; empty if scores need no images
 * @param accuracy scores of untrained networks, or a supernet
 * @param supernet the trained supernet, if the networks are evaluated with one
 */
public record PopulationRequest(
        List<Architecture> networks,
        long seed,
        String release,
        Optional<CommandRequest.Data> data,
        AccuracySpec accuracy,
        Optional<TrainedSupernet> supernet) {
    private static final String NETWORKS = "networks";

    public PopulationRequest {
        networks = List.copyOf(networks);
    }

    /**
     * A supernet.
     *
     * @param hash  SHA-256 of the file with its weights
     * @param space the search space, in the format of {@code search-spaces/README.md}
     */
    public record TrainedSupernet(String hash, String space) {}

    /** The request as one line of JSON. */
    public String json() {
        ObjectNode request = Json.COMPACT.createObjectNode();
        networks.stream().map(ArchitectureFile::format).forEach(request.putArray(NETWORKS)::add);
        request.put("seed", seed).put("release", release).put("accuracy", accuracy.text());
        data.ifPresent(d -> d.putInto(request));
        supernet.ifPresent(
                s -> request.putObject("supernet").put("hash", s.hash()).put("space", s.space()));
        return Json.COMPACT.writeValueAsString(request);
    }

    /**
     * Parses a request; empty if the object is another one, such as a {@link CommandRequest}.
     *
     * @param where where the text comes from, for errors
     * @throws UserError if the text is not an object, or a key is missing
     */
    public static Optional<PopulationRequest> parse(String json, String where) {
        JsonNode request = CommandRequest.object(json, where);
        if (!request.path(NETWORKS).isArray()) {
            return Optional.empty();
        }
        return Optional.of(new PopulationRequest(
                request.path(NETWORKS)
                        .valueStream()
                        .map(yaml -> ArchitectureFile.parse(Path.of(NETWORKS), yaml.asString()))
                        .toList(),
                CommandRequest.seed(request.path("seed"), where),
                CommandRequest.text(request, "release", where),
                CommandRequest.data(request, where),
                AccuracySpec.parse(CommandRequest.text(request, "accuracy", where)),
                Optional.ofNullable(request.get("supernet"))
                        .map(s -> new TrainedSupernet(
                                CommandRequest.text(s, "hash", where), CommandRequest.text(s, "space", where)))));
    }
}
