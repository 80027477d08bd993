package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RecipeTest {
    private final Recipe recipe = Recipe.standard(10).with(new Schedule(0.2, 2));

    @Test
    void theLearningRateRisesToItsPeakAndFallsToNothing() {
        int perEpoch = 100;
        double last = 0;
        for (int step = 0; step < 200; step++) {
            double rate = recipe.learningRate(step, perEpoch);
            assertTrue(rate > last);
            last = rate;
        }
        assertEquals(0.2, recipe.learningRate(200, perEpoch), 1e-12);
        assertEquals(0.1, recipe.learningRate(600, perEpoch), 1e-12);
        for (int step = 200; step < 1000; step++) {
            double rate = recipe.learningRate(step, perEpoch);
            assertTrue(rate <= last || step == 200);
            last = rate;
        }
        assertTrue(last > 0 && last < 1e-5);
    }

    @Test
    void warmUpTakesAtMostHalfOfTheTraining() {
        assertEquals(0.05, Recipe.standard(1).learningRate(50, 100), 1e-12);
        assertEquals(0.2, recipe.withEpochs(1).with(new Schedule(0.2, 5)).learningRate(50, 100), 1e-12);
    }

    @Test
    void impossibleFiguresAreRefusedByName() {
        refused("epochs", () -> recipe.withEpochs(0));
        refused("batchSize", () -> recipe.withBatchSize(1));
        refused("NaN", () -> recipe.withLearningRate(Double.NaN));
        refused("weightDecay", () -> recipe.optimiser().withWeightDecay(-1));
        refused("beta2", () -> new Optimiser.AdamW(0.9, 1, 0));
        refused("averaging", () -> Regularisation.NONE.withAveraging(1));
        refused("dropPath", () -> Regularisation.NONE.withDropPath(1));
    }

    private static void refused(String word, Executable made) {
        assertTrue(
                assertThrows(IllegalArgumentException.class, made).getMessage().contains(word));
    }

    /** Checkpoints are known by this text, and exported models carry it. */
    @Test
    void theTextOfARecipeStaysAsItWas() {
        assertEquals(
                "Recipe[epochs=3, batchSize=64, schedule=Schedule[learningRate=0.05, warmUpEpochs=0.5],"
                        + " optimiser=Sgd[momentum=0.9, weightDecay=5.0E-4],"
                        + " regularisation=Regularisation[labelSmoothing=0.05, dropPath=0.0, averaging=0.0],"
                        + " variation=Variation[shift=0.125, mirror=true, cutout=0.0, mixup=0.0]]",
                Recipe.standard(3).toString());
    }
}
