package dev.sartor.accuracy;

import dev.sartor.accuracy.MeritPredictor.HeldOut;
import dev.sartor.accuracy.MeritPredictor.Known;
import dev.sartor.space.Gene;
import java.util.List;
import java.util.Optional;

/** What was learnt from the merits of some genomes of a space, and tells those of all. */
sealed interface MeritModel extends PredictedMerits permits MeritPredictor, MeritNetwork {
    /** Where more merits are known than these, a network ranks better than a process, whose time grows with their number. */
    int MOST_OF_A_PROCESS = 1000;

    /**
     * Learns, by the model that suits the number of known merits.
     *
     * @param known   each genome once
     * @param threads that learn; what is learnt does not depend on them
     */
    static MeritModel learn(List<Gene> genes, Measure measure, List<Known> known, long seed, int threads) {
        return known.size() <= MOST_OF_A_PROCESS
                ? MeritPredictor.fit(genes, measure, known)
                : MeritNetwork.fit(genes, measure, known, seed, threads);
    }

    /** How well it predicts what it did not learn from. */
    HeldOut heldOut();

    /** SHA-256 of what was learnt, where another machine may learn something else of the same; empty where none does. */
    Optional<String> fingerprint();
}
