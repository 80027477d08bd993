package dev.sartor.executor.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RecipeTest {
    // Schedule: peak learning rate, epochs of warm-up
    private final Recipe recipe = Recipe.standard(10).withSchedule(new Schedule(0.2, 2));

    private static double learningRate(Recipe recipe, long step, long stepsPerEpoch) {
        return recipe.schedule().learningRateAt(step, recipe.epochs(), stepsPerEpoch);
    }

    @Test
    void theLearningRateRisesToItsPeakAndFallsToZero() {
        int perEpoch = 100;
        double last = 0;
        for (int step = 0; step < 200; step++) {
            double rate = learningRate(recipe, step, perEpoch);
            assertTrue(rate > last);
            last = rate;
        }
        assertEquals(0.2, learningRate(recipe, 200, perEpoch), 1e-12);
        assertEquals(0.1, learningRate(recipe, 600, perEpoch), 1e-12);
        for (int step = 200; step < 1000; step++) {
            double rate = learningRate(recipe, step, perEpoch);
            assertTrue(rate <= last || step == 200);
            last = rate;
        }
        assertTrue(last > 0 && last < 1e-5);
    }

    @Test
    void warmUpTakesAtMostHalfOfTheTraining() {
        assertEquals(0.05, learningRate(Recipe.standard(1), 50, 100), 1e-12);
        assertEquals(0.2, learningRate(recipe.withEpochs(1).withSchedule(new Schedule(0.2, 5)), 50, 100), 1e-12);
    }

    @Test
    void invalidValuesAreRefusedByName() {
        assertRefused("epochs", () -> recipe.withEpochs(0));
        assertRefused("batchSize", () -> recipe.withBatchSize(1));
        assertRefused("NaN", () -> recipe.withLearningRate(Double.NaN));
        assertRefused("weightDecay", () -> recipe.optimiser().withWeightDecay(-1));
        // AdamW: beta 1, beta 2, weight decay
        assertRefused("beta2", () -> new Optimiser.AdamW(0.9, 1, 0));
        assertRefused("averaging", () -> Regularisation.NONE.withAveraging(1));
        assertRefused("dropPath", () -> Regularisation.NONE.withDropPath(1));
    }

    private static void assertRefused(String word, Executable made) {
        assertTrue(
                assertThrows(IllegalArgumentException.class, made).getMessage().contains(word));
    }

    /** The text is part of checkpoints and of exported models. */
    @Test
    void theTextOfARecipeDoesNotChange() {
        assertEquals(
                "Recipe[epochs=3, batchSize=64, schedule=Schedule[learningRate=0.05, warmUpEpochs=0.5],"
                        + " optimiser=Sgd[momentum=0.9, weightDecay=5.0E-4],"
                        + " regularisation=Regularisation[labelSmoothing=0.05, dropPath=0.0, averaging=0.0],"
                        + " variation=Variation[shift=0.125, mirror=true, cutout=0.0, mixup=0.0]]",
                Recipe.standard(3).toString());
    }
}
