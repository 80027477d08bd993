package dev.sartor.distributed;

import dev.sartor.base.json.Json;
import java.io.Serializable;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What a worker is told about a file before its bytes.
 *
 * @param id     identifies the content: the hash of a data set, or the SHA-256 of any other file
 * @param bytes  length of the file
 * @param sha256 of these bytes, by which a cut or damaged transfer is noticed
 */
public record FileTransfer(String id, long bytes, String sha256) implements Serializable {
    public FileTransfer {
        // an id becomes the name of a file
        if (!id.matches("[0-9a-f]{64}") || bytes < 0) {
            throw new IllegalArgumentException("A file has a hash and no negative length, not " + id + ", " + bytes);
        }
    }

    /** One line of JSON. */
    String json() {
        return Json.COMPACT.writeValueAsString(this);
    }

    /** The transfer that {@link #json} wrote; empty for any other text. */
    public static Optional<FileTransfer> parse(String json) {
        try {
            return Optional.ofNullable(Json.COMPACT.readValue(json, FileTransfer.class));
        } catch (JacksonException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
