package dev.sartor.supernet;

import dev.sartor.executor.Optimiser;
import dev.sartor.executor.Schedule;
import dev.sartor.executor.Variation;

/**
 * How shared weights are trained.
 *
 * @param epochs         passes over the training images
 * @param batchSize      images of a step
 * @param labelSmoothing share of the target that is spread over all classes, in [0, 1)
 * @param variation      of single images; batches are not blended
 * @param drawn          networks that every step draws fairly; it follows the mean of all its networks' gradients
 * @param sandwich       whether every step also trains the largest and the smallest network, and all but the largest learn from
 *                       its answers in place of labels (sandwich rule and in-place distillation: arXiv 1903.05134, 2003.11142)
 * @param warmUpEpochs   epochs in the beginning in which the largest network learns alone
 */
public record SupernetRecipe(int epochs, int batchSize, Schedule schedule, Optimiser.Sgd descent, double labelSmoothing,
        Variation variation, int drawn, boolean sandwich, int warmUpEpochs) {
    public SupernetRecipe {
        check(epochs >= 1, "epochs", epochs);
        check(batchSize >= 2, "batchSize", batchSize);
        check(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", labelSmoothing);
        check(variation.mixup() == 0, "variation", variation);
        check(drawn >= 1, "drawn", drawn);
        check(warmUpEpochs >= 0, "warmUpEpochs", warmUpEpochs);
    }

    private static void check(boolean valid, String name, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("The " + name + " of a supernet's recipe cannot be " + value);
        }
    }

    /** Many small steps, one network each, over images as they are; results/executor/ranking.md tells how well it ranks. */
    public static SupernetRecipe standard(int epochs) {
        return new SupernetRecipe(epochs, 32, new Schedule(0.1, 1), new Optimiser.Sgd(0.9, 1e-4), 0.05, Variation.NONE, 1,
                false, 0);
    }

    public SupernetRecipe withSchedule(Schedule wanted) {
        return new SupernetRecipe(epochs, batchSize, wanted, descent, labelSmoothing, variation, drawn, sandwich, warmUpEpochs);
    }

    public SupernetRecipe withBatchSize(int images) {
        return new SupernetRecipe(epochs, images, schedule, descent, labelSmoothing, variation, drawn, sandwich, warmUpEpochs);
    }

    public SupernetRecipe withDrawn(int networks) {
        return new SupernetRecipe(epochs, batchSize, schedule, descent, labelSmoothing, variation, networks, sandwich, warmUpEpochs);
    }

    public SupernetRecipe with(Variation wanted) {
        return new SupernetRecipe(epochs, batchSize, schedule, descent, labelSmoothing, wanted, drawn, sandwich, warmUpEpochs);
    }

    public SupernetRecipe withSandwich(int largestAlone) {
        return new SupernetRecipe(epochs, batchSize, schedule, descent, labelSmoothing, variation, drawn, true, largestAlone);
    }
}
