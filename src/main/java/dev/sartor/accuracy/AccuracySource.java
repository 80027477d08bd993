package dev.sartor.accuracy;

import dev.sartor.arch.Architecture;

/**
 * Where the accuracy of an architecture comes from. Safe to be asked by several threads at once. The answer depends on
 * the architecture and the seed only, never on what was asked before or at the same time.
 */
public interface AccuracySource {

    /**
     * The accuracy as a share of right answers, in [0, 1].
     *
     * @throws InterruptedException if the thread was interrupted; nothing is kept of the attempt
     * @throws dev.sartor.arch.UserError if it has none for a reason the user can mend
     */
    double accuracy(Architecture architecture, long seed) throws InterruptedException;

    /** What it is, in a few words, for the report. */
    String description();
}
