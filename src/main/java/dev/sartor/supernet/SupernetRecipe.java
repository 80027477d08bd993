package dev.sartor.supernet;

import dev.sartor.executor.training.AugmentationPolicy;
import dev.sartor.executor.training.Optimiser;
import dev.sartor.executor.training.Schedule;

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
 * @param warmUp         how long the largest network learns alone, and from when on all choices come equally often
 */
public record SupernetRecipe(
        int epochs,
        int batchSize,
        Schedule schedule,
        Optimiser.Sgd descent,
        double labelSmoothing,
        AugmentationPolicy variation,
        int drawn,
        boolean sandwich,
        SamplingSchedule warmUp) {
    public SupernetRecipe {
        check(epochs >= 1, "epochs", epochs);
        check(batchSize >= 2, "batchSize", batchSize);
        check(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", labelSmoothing);
        check(variation.mixup() == 0, "variation", variation);
        check(drawn >= 1, "drawn", drawn);
    }

    private static void check(boolean valid, String name, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("The " + name + " of a supernet's recipe cannot be " + value);
        }
    }

    /** Many small steps, one network each, over images as they are, from the largest network to all; results/executor/ranking.md tells how well it ranks. */
    public static SupernetRecipe standard(int epochs) {
        return new SupernetRecipe(
                epochs,
                32,
                new Schedule(0.1, 1),
                new Optimiser.Sgd(0.9, 1e-4),
                0.05,
                AugmentationPolicy.NONE,
                1,
                false,
                new SamplingSchedule(0.1, 0.7));
    }

    public SupernetRecipe withSchedule(Schedule wanted) {
        return new SupernetRecipe(
                epochs, batchSize, wanted, descent, labelSmoothing, variation, drawn, sandwich, warmUp);
    }

    public SupernetRecipe withBatchSize(int images) {
        return new SupernetRecipe(
                epochs, images, schedule, descent, labelSmoothing, variation, drawn, sandwich, warmUp);
    }

    public SupernetRecipe withDrawn(int networks) {
        return new SupernetRecipe(
                epochs, batchSize, schedule, descent, labelSmoothing, variation, networks, sandwich, warmUp);
    }

    public SupernetRecipe with(AugmentationPolicy wanted) {
        return new SupernetRecipe(
                epochs, batchSize, schedule, descent, labelSmoothing, wanted, drawn, sandwich, warmUp);
    }

    public SupernetRecipe withSandwich() {
        return new SupernetRecipe(epochs, batchSize, schedule, descent, labelSmoothing, variation, drawn, true, warmUp);
    }

    public SupernetRecipe with(SamplingSchedule wanted) {
        return new SupernetRecipe(
                epochs, batchSize, schedule, descent, labelSmoothing, variation, drawn, sandwich, wanted);
    }
}
