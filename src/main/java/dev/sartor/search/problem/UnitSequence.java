package dev.sartor.search.problem;

import dev.sartor.space.genome.Genome;

/**
 * Units of a network in order.
 *
 * @param genome canonical
 * @param units  the units in order, as indices into the space's unit graph
 * @param key    equal for genomes of equal networks
 */
public record UnitSequence(Genome genome, int[] units, String key) {}
