package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Genome;

/**
 * Genome with its known score, from which predictors are fitted.
 *
 * @param genome canonical
 */
public record ScoredGenome(Genome genome, double score) {}
