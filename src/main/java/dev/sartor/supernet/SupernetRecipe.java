package dev.sartor.supernet;

import dev.sartor.executor.Recipe;

/**
 * How a supernet is trained.
 *
 * @param steps    batches, rates and decay, as for one network; an epoch is a pass over the training images
 * @param sandwich whether every step also trains the largest and the smallest network (BigNAS, arXiv 2003.11142)
 * @param drawn    networks that a step draws fairly, at least 1 without the sandwich
 */
public record SupernetRecipe(Recipe steps, boolean sandwich, int drawn) {
    public SupernetRecipe {
        if (drawn < (sandwich ? 0 : 1)) {
            throw new IllegalArgumentException("A step must train a network, not " + drawn);
        }
    }
}
