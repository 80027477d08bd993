package dev.sartor.executor;

/**
 * How a network does on images.
 *
 * @param loss     mean cross-entropy, in nats
 * @param accuracy share of images whose greatest logit is that of their class, in [0, 1]
 */
public record ClassificationMetrics(double loss, double accuracy) {}
