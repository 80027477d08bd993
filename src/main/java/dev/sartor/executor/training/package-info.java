/** How networks learn: recipes, optimisers, losses, checkpoints, and the loop around the plans of {@code executor}. */
package dev.sartor.executor.training;
