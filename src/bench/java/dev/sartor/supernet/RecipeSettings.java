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
 *   <li>augmented and sandwich: true or false
 *   <li>largest-only and uniform: shares of the steps, see {@link SamplingSchedule}
 *   <li>those of {@link Refinements}: clip (norm of gradients); rates, momentum and equal (true or false: networkRates, momentumPerKind
 *       and equalChoices); average, mixed and half (shares of the steps: averagedShare, mixedUntil and halfSizeUntil)
 * </ul>
 *
 * Other values are those of the standard recipe.
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
