package dev.sartor.search.problem;

import dev.sartor.space.genome.Genome;

/**
 * Architecture with known costs whose accuracy is not known yet.
 *
 * @param genome    canonical
 * @param key       equal for genomes of equal networks
 * @param violation sum of the relative violations of all limits; 0 within all of them
 */
public record Candidate(Genome genome, String key, Costs costs, double violation) {

    public boolean feasible() {
        return violation == 0;
    }
}
