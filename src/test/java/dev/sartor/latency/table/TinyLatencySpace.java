package dev.sartor.latency.table;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A search space with few units, which include identities. */
public final class TinyLatencySpace {
    private TinyLatencySpace() {}

    public static SearchSpace read() {
        try {
            return SpaceFile.read(
                    Path.of(TinyLatencySpace.class.getResource("tiny.yaml").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
