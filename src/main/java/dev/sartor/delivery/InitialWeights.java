package dev.sartor.delivery;

import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The weights that a training starts from.
 *
 * @param sharedWeightsRun the run whose shared weights (supernet) they are a part of; empty for new weights
 */
record InitialWeights(Optional<String> sharedWeightsRun, Weights weights) {

    /** New weights, drawn at random. */
    static InitialWeights random(Network network, long seed) {
        return new InitialWeights(Optional.empty(), Weights.initial(network, new SplittableRandom(seed)));
    }
}
