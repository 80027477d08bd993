package dev.sartor.search.problem;

import dev.sartor.space.genome.Genome;

/**
 * An architecture whose costs are known and whose accuracy is not yet.
 *
 * @param genome    canonical
 * @param key       equal for genomes of equal networks
 * @param violation by how much it exceeds the limits together, each relative to itself; 0 within all of them
 */
public record Candidate(Genome genome, String key, Costs costs, double violation) {

    public boolean feasible() {
        return violation == 0;
    }
}
