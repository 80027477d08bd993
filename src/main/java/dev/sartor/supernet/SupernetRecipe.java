package dev.sartor.supernet;

import dev.sartor.executor.Recipe;

/**
 * How shared weights are trained.
 *
 * @param steps    batches, rates, decay and augmentation, as for one network; an epoch is a pass over the training images
 * @param drawn    networks that every step draws fairly, and whose gradients it averages
 * @param sandwich whether every step also trains the largest and the smallest network, and all but the largest learn from its
 *                 answers in place of labels (sandwich rule and in-place distillation: arXiv 1903.05134, 2003.11142)
 * @param warmUpEpochs epochs in the beginning in which the largest network learns alone
 */
public record SupernetRecipe(Recipe steps, int drawn, boolean sandwich, int warmUpEpochs) {
    public SupernetRecipe {
        if (drawn < 1 || warmUpEpochs < 0) {
            throw new IllegalArgumentException("A supernet draws at least 1 network a step and warms up for 0 epochs or more, not "
                    + drawn + " and " + warmUpEpochs);
        }
    }

    /** What ranked best in {@code results/executor/ranking.md}, for so many epochs. */
    public static SupernetRecipe standard(int epochs) {
        return new SupernetRecipe(new Recipe(epochs, 64, 0.1, 0.9, 1e-4, 1, 0.05, 0, true, 0), 1, false, 0);
    }
}
