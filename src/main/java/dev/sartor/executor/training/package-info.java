/** How networks learn: recipes, optimisers, checkpoints, and the loop around the plans of {@code executor}. */
package dev.sartor.executor.training;
