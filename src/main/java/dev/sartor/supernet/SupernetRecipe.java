package dev.sartor.supernet;

import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Schedule;

/**
 * Recipe of the training of a supernet, the weights that all networks of a search space share.
 *
 * @param epochs         passes over the training images
 * @param batchSize      images per step
 * @param labelSmoothing share of the target that is spread over all classes, in [0, 1)
 * @param augmentation   augmentation of single images; mixup is not supported
 * @param subnetsPerStep networks that every step samples; a step follows the mean of the gradients of all its networks
 * @param sandwich       whether every step also trains the largest and the smallest network. All but the largest then learn from
 *                       the predictions of the largest in place of the labels (sandwich rule and in-place distillation: arXiv
 *                       1903.05134, 2003.11142)
 * @param sampling       how long only the largest network is trained, and from when on sampling is uniform
 * @param refinements    options that the standard recipe does not use
 */
public record SupernetRecipe(
        int epochs,
        int batchSize,
        Schedule schedule,
        Optimiser.Sgd optimiser,
        double labelSmoothing,
        AugmentationPolicy augmentation,
        int subnetsPerStep,
        boolean sandwich,
        SamplingSchedule sampling,
        Refinements refinements) {
    private static final int BATCH_SIZE = 32;
    private static final double PEAK_LEARNING_RATE = 0.1;
    private static final double WARM_UP_EPOCHS = 1;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double LABEL_SMOOTHING = 0.05;
    private static final int NETWORKS_PER_STEP = 1;
    /** Whether a step also trains the largest and the smallest network (sandwich rule). */
    private static final boolean WITHOUT_SANDWICH = false;

    private static final boolean WITH_SANDWICH = true;
    private static final double LARGEST_ONLY_UNTIL = 0.1;
    private static final double UNIFORM_FROM = 0.7;

    public SupernetRecipe {
        check(epochs >= 1, "epochs", epochs);
        check(batchSize >= Recipe.MIN_BATCH_SIZE, "batchSize", batchSize);
        check(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", labelSmoothing);
        check(augmentation.mixup() == 0, "augmentation", augmentation);
        check(subnetsPerStep >= 1, "subnetsPerStep", subnetsPerStep);
        check(
                !refinements.momentumPerKind() || subnetsPerStep == 1 && !sandwich,
                "momentum per kind",
                "used with several networks in a step");
    }

    private static void check(boolean valid, String name, Object value) {
        if (!valid) {
            throw new IllegalArgumentException("The " + name + " of a supernet's recipe cannot be " + value);
        }
    }

    /**
     * Many small steps with one network each, without augmentation. At first only the largest network is trained, in the end all
     * networks are equally frequent. results/executor/ranking.md says how well this recipe ranks networks.
     */
    public static SupernetRecipe standard(int epochs) {
        return new SupernetRecipe(
                epochs,
                BATCH_SIZE,
                new Schedule(PEAK_LEARNING_RATE, WARM_UP_EPOCHS),
                Optimiser.sgd(WEIGHT_DECAY),
                LABEL_SMOOTHING,
                AugmentationPolicy.NONE,
                NETWORKS_PER_STEP,
                WITHOUT_SANDWICH,
                new SamplingSchedule(LARGEST_ONLY_UNTIL, UNIFORM_FROM),
                Refinements.NONE);
    }

    public SupernetRecipe withSchedule(Schedule other) {
        return new SupernetRecipe(
                epochs,
                batchSize,
                other,
                optimiser,
                labelSmoothing,
                augmentation,
                subnetsPerStep,
                sandwich,
                sampling,
                refinements);
    }

    public SupernetRecipe with(Optimiser.Sgd other) {
        return new SupernetRecipe(
                epochs,
                batchSize,
                schedule,
                other,
                labelSmoothing,
                augmentation,
                subnetsPerStep,
                sandwich,
                sampling,
                refinements);
    }

    public SupernetRecipe withBatchSize(int images) {
        return new SupernetRecipe(
                epochs,
                images,
                schedule,
                optimiser,
                labelSmoothing,
                augmentation,
                subnetsPerStep,
                sandwich,
                sampling,
                refinements);
    }

    public SupernetRecipe withSubnetsPerStep(int networks) {
        return new SupernetRecipe(
                epochs,
                batchSize,
                schedule,
                optimiser,
                labelSmoothing,
                augmentation,
                networks,
                sandwich,
                sampling,
                refinements);
    }

    public SupernetRecipe with(AugmentationPolicy other) {
        return new SupernetRecipe(
                epochs,
                batchSize,
                schedule,
                optimiser,
                labelSmoothing,
                other,
                subnetsPerStep,
                sandwich,
                sampling,
                refinements);
    }

    public SupernetRecipe withSandwich() {
        return new SupernetRecipe(
                epochs,
                batchSize,
                schedule,
                optimiser,
                labelSmoothing,
                augmentation,
                subnetsPerStep,
                WITH_SANDWICH,
                sampling,
                refinements);
    }

    public SupernetRecipe with(SamplingSchedule other) {
        return new SupernetRecipe(
                epochs,
                batchSize,
                schedule,
                optimiser,
                labelSmoothing,
                augmentation,
                subnetsPerStep,
                sandwich,
                other,
                refinements);
    }

    public SupernetRecipe with(Refinements other) {
        return new SupernetRecipe(
                epochs,
                batchSize,
                schedule,
                optimiser,
                labelSmoothing,
                augmentation,
                subnetsPerStep,
                sandwich,
                sampling,
                other);
    }

    /**
     * The text in checkpoints, with former names of components: it must not change. Without refinements, which were added later, they
     * are left out of the text.
     */
    @Override
    public String toString() {
        return ("SupernetRecipe[epochs=%s, batchSize=%s, schedule=%s, descent=%s, labelSmoothing=%s, variation=%s,"
                        + " drawn=%s, sandwich=%s, warmUp=%s%s]")
                .formatted(
                        epochs,
                        batchSize,
                        schedule,
                        optimiser,
                        labelSmoothing,
                        augmentation,
                        subnetsPerStep,
                        sandwich,
                        sampling,
                        refinements.equals(Refinements.NONE) ? "" : ", refinements=" + refinements);
    }
}
