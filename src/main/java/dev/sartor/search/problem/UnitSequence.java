package dev.sartor.search.problem;

import dev.sartor.space.genome.Genome;

/**
 * The units (stem, blocks and head) of a network in order.
 *
 * @param genome the network's genome in canonical form
 * @param units  the units in order, as indices into the space's unit graph
 * @param key    a text that is equal for genomes of equal networks
 */
public record UnitSequence(Genome genome, int[] units, String key) {}
