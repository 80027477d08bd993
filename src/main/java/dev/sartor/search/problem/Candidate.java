package dev.sartor.search.problem;

import dev.sartor.space.genome.Genome;

/**
 * Network with known costs, but without an accuracy yet.
 *
 * @param genome    in canonical form, see SearchSpace.canonical
 * @param key       a text that is equal for genomes of equal networks
 * @param violation sum of the relative violations of all limits; 0 within all of them
 */
public record Candidate(Genome genome, String key, Costs costs, double violation) {

    public boolean feasible() {
        return violation == 0;
    }
}
