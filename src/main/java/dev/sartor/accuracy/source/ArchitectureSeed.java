package dev.sartor.accuracy.source;

import dev.sartor.arch.Architecture;
import java.util.SplittableRandom;

/** A seed for an architecture's own randomness: of what it is, not of its name or of when it is asked for. */
final class ArchitectureSeed {
    private ArchitectureSeed() {}

    static long of(Architecture architecture, long seed) {
        String text = architecture.input() + " " + architecture.stem() + " " + architecture.blockStrings() + " "
                + architecture.head();
        return new SplittableRandom(31 * seed + text.hashCode()).nextLong();
    }
}
