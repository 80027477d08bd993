package dev.sartor.accuracy.source;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Head;
import java.util.SplittableRandom;

/** Seed of an architecture's random numbers, derived from its structure and a common seed, not from its name. */
final class ArchitectureSeed {
    private static final int SEED_FACTOR = 31;

    private ArchitectureSeed() {}

    /** The seed of an architecture in a search with this seed. */
    static long of(Architecture architecture, long seed) {
        String text = architecture.input() + " " + architecture.stem() + " " + architecture.blockStrings() + " "
                + text(architecture.head());
        return new SplittableRandom(SEED_FACTOR * seed + text.hashCode()).nextLong();
    }

    /**
     * The text that seeds are derived from. It repeats a former {@code toString()} of {@link Head}, so that seeds stay the
     * same.
     */
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
