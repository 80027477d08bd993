package dev.sartor.accuracy.source;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Head;
import java.util.SplittableRandom;

/** A seed for an architecture's own randomness: of what it is, not of its name or of when it is asked for. */
final class ArchitectureSeed {
    private ArchitectureSeed() {}

    static long of(Architecture architecture, long seed) {
        String text = architecture.input() + " " + architecture.stem() + " " + architecture.blockStrings() + " "
                + text(architecture.head());
        return new SplittableRandom(31 * seed + text.hashCode()).nextLong();
    }

    /** Spelled out here, since seeds must stay the same whatever a head's record comes to be. */
    private static String text(Head head) {
        return switch (head) {
            case Head.Backbone _ -> "Backbone[]";
            case Head.Classifier c ->
                "Classifier[convChannels=" + c.convChannels() + ", hiddenChannels=" + c.hiddenChannels()
                        + (c.hiddenNorm() ? ", hiddenNorm=true" : "") + ", classes=" + c.classes() + ", activation="
                        + c.activation() + ", dropout=" + c.dropout() + "]";
        };
    }
}
