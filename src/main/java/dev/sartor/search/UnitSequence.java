package dev.sartor.search;

import dev.sartor.space.Genome;

/**
 * The units that the network of a genome is made of.
 *
 * @param genome canonical
 * @param units  in order, as indices into the space's unit graph
 * @param key    equal for genomes of equal networks
 */
record UnitSequence(Genome genome, int[] units, String key) {
}
