package dev.sartor.search;

import dev.sartor.space.Genome;

/**
 * An architecture whose costs are known and whose accuracy is not yet.
 *
 * @param genome    canonical
 * @param key       equal for genomes of equal networks
 * @param violation by how much it exceeds the limits together, each relative to itself; 0 within all of them
 */
record Candidate(Genome genome, String key, Costs costs, double violation) {

    boolean feasible() {
        return violation == 0;
    }
}
