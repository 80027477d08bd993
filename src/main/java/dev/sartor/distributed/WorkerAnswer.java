package dev.sartor.distributed;

import dev.sartor.base.HostName;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The answer of a worker to a request. */
public sealed interface WorkerAnswer extends Serializable {

    /**
     * The scores of the networks of a request.
     *
     * @param networks for each network its accuracy or score; with a supernet, its loss and its accuracy
     */
    record Scores(List<List<Double>> networks) implements WorkerAnswer {
        static Scores ofAccuracy(double accuracy) {
            return new Scores(List.of(List.of(accuracy)));
        }

        /** The only number of the answer. */
        double accuracy() {
            return networks.getFirst().getFirst();
        }
    }

    /**
     * The worker lacks a file.
     *
     * @param file    see {@link FileTransfer#id}
     * @param machine the name of the worker's machine
     */
    record Missing(String file, String machine) implements WorkerAnswer {
        static Missing here(String file) {
            return new Missing(file, HostName.text());
        }

        /** The error if the file cannot be sent, or is missing again after it was sent. */
        public UserError error() {
            return new UserError(
                    "a worker lacks the images or supernet with the hash " + file,
                    "machine " + machine,
                    "copy the images to this machine and name them with --data, or delete its folder of received files"
                            + " (~/.cache/sartor/received) and start again",
                    UserError.ExitCode.FAILED);
        }
    }

    /** The answer as one line of JSON. */
    default String json() {
        return Json.COMPACT.writeValueAsString(
                switch (this) {
                    case Missing(String file, String machine) -> Map.of("missing", file, "machine", machine);
                    case Scores scores
                    when scores.networks().size() == 1
                            && scores.networks().getFirst().size() == 1 -> Map.of("accuracy", scores.accuracy());
                    case Scores(List<List<Double>> networks) -> Map.of("scores", networks);
                });
    }

    /** A number; infinite ones and NaN are texts in JSON. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.parseDouble(node.asString());
    }

    /** The answer that {@link #json} wrote, unless it is a single accuracy; empty for any other text. */
    static Optional<WorkerAnswer> parse(String line) {
        try {
            JsonNode node = Json.COMPACT.readTree(line);
            if (node.path("missing").isString()) {
                return Optional.of(new Missing(
                        node.path("missing").asString(), node.path("machine").asString()));
            }
            if (node.path("scores").isArray()) {
                return Optional.of(new Scores(node.path("scores")
                        .valueStream()
                        .map(network ->
                                network.valueStream().map(WorkerAnswer::number).toList())
                        .toList()));
            }
        } catch (JacksonException | NumberFormatException e) {
            // no answer, as any other text
        }
        return Optional.empty();
    }
}
