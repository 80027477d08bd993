package dev.sartor.latency;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A space with few units, identities among them. */
public final class TinySpace {
    private TinySpace() {}

    public static SearchSpace read() {
        try {
            return SpaceFile.read(
                    Path.of(TinySpace.class.getResource("tiny.yaml").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
