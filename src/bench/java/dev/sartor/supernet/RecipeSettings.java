package dev.sartor.supernet;

import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Schedule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A supernet's recipe as {@code key=value} texts, for benchmarks. The keys are:
 *
 * <ul>
 *   <li>epochs, batch (size), rate (peak learning rate), decay (of weights), subnets (networks per step)
 *   <li>augmented: whether images are augmented
 *   <li>sandwich: whether each step also trains the largest and the smallest network
 *   <li>largest-only: share of the steps until which only the largest network is trained
 *   <li>uniform: share of the steps from which networks are sampled uniformly
 *   <li>clip: largest norm of a step's gradient
 *   <li>rates: whether the learning rate falls later for networks with more parameters
 *   <li>momentum: whether networks have separate momentum by the kind of their first block that has several kinds
 *   <li>equal: whether all choices of a block are sampled equally often, rather than all kinds
 *   <li>average: share of the steps, counted from the end, whose weights are averaged
 *   <li>mixed: share of the steps until which blocks of all kinds run at each position and are averaged
 *   <li>half: share of the steps until which images have half the width and height
 * </ul>
 *
 * A refinement whose key is absent is off; other values are those of the standard recipe.
 */
record RecipeSettings(Map<String, String> values) {
    private static final double OFF = 0;
    private static final Set<String> KEYS = Set.of(
            "epochs",
            "batch",
            "rate",
            "decay",
            "augmented",
            "sandwich",
            "subnets",
            "largest-only",
            "uniform",
            "clip",
            "rates",
            "momentum",
            "average",
            "equal",
            "mixed",
            "half");

    /** Those of the texts that are settings of a recipe; of several with one key, the last. */
    static RecipeSettings parse(Collection<String> texts) {
        Map<String, String> values = new TreeMap<>();
        texts.stream()
                .map(text -> text.split("=", 2))
                .filter(pair -> KEYS.contains(pair[0]))
                .forEach(pair -> values.put(pair[0], pair[1]));
        return new RecipeSettings(values);
    }

    static boolean isKey(String key) {
        return KEYS.contains(key);
    }

    /** The recipe, with this number of epochs if the settings do not name one. */
    SupernetRecipe recipe(int defaultEpochs) {
        SupernetRecipe recipe = SupernetRecipe.standard((int) number("epochs", defaultEpochs));
        recipe = recipe.withBatchSize((int) number("batch", recipe.batchSize()))
                .withSchedule(new Schedule(
                        number("rate", recipe.schedule().learningRate()),
                        recipe.schedule().warmUpEpochs()))
                .with(recipe.optimiser()
                        .withWeightDecay(number("decay", recipe.optimiser().weightDecay())))
                .withSubnetsPerStep((int) number("subnets", recipe.subnetsPerStep()))
                .with(new SamplingSchedule(
                        number("largest-only", recipe.sampling().largestOnlyUntil()),
                        number("uniform", recipe.sampling().uniformFrom())))
                .with(is("augmented") ? AugmentationPolicy.STANDARD : AugmentationPolicy.NONE)
                .with(new Refinements(
                        number("clip", OFF),
                        is("rates"),
                        is("momentum"),
                        number("average", OFF),
                        is("equal"),
                        number("mixed", OFF),
                        number("half", OFF)));
        return is("sandwich") ? recipe.withSandwich() : recipe;
    }

    private double number(String key, double defaultValue) {
        return values.containsKey(key) ? Double.parseDouble(values.get(key)) : defaultValue;
    }

    private boolean is(String key) {
        return Boolean.parseBoolean(values.get(key));
    }
}
