package dev.sartor.supernet;

import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Schedule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A supernet's recipe as {@code key=value} texts. The keys are epochs, batch, rate, decay, augmented and sandwich (true or false),
 * subnets (per step), largest-only and uniform (shares of the steps: {@link SamplingSchedule}), and those of {@link Refinements}:
 * clip (norm), rates, momentum and equal (true or false), and average, mixed and half (shares of the steps). What is not named is as in
 * the standard recipe.
 */
record RecipeSettings(Map<String, String> values) {
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

    /** The settings among the texts whose keys a recipe has; later ones replace earlier ones. */
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
                        number("clip", 0),
                        is("rates"),
                        is("momentum"),
                        number("average", 0),
                        is("equal"),
                        number("mixed", 0),
                        number("half", 0)));
        return is("sandwich") ? recipe.withSandwich() : recipe;
    }

    private double number(String key, double defaultValue) {
        return values.containsKey(key) ? Double.parseDouble(values.get(key)) : defaultValue;
    }

    private boolean is(String key) {
        return Boolean.parseBoolean(values.get(key));
    }
}
