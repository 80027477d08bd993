package dev.sartor.delivery;

import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The weights that a training begins with.
 *
 * @param from the run whose shared weights they were cut out of; empty for fresh ones
 */
public record InitialWeights(Optional<String> from, Weights weights) {

    /** Fresh weights. */
    static InitialWeights fresh(Network network, long seed) {
        return new InitialWeights(Optional.empty(), Weights.initial(network, new SplittableRandom(seed)));
    }
}
