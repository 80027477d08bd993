package dev.sartor.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RecipeTest {
    private final Recipe recipe = new Recipe(10, 64, 0.2, 0.9, 5e-4, 2, 0.1, 0, true, 0);

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
        var hasty = new Recipe(1, 64, 0.2, 0.9, 0, 5, 0, 0, false, 0);
        assertEquals(0.2, hasty.learningRate(50, 100), 1e-12);
    }

    @Test
    void impossibleFiguresAreRefusedByName() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> recipe.withEpochs(0)).getMessage().contains("epochs"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> recipe.withBatchSize(1)).getMessage()
                .contains("batchSize"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> recipe.withLearningRate(Double.NaN)).getMessage()
                .contains("NaN"));
        assertThrows(IllegalArgumentException.class, () -> recipe.withWeightDecay(-1));
        assertThrows(IllegalArgumentException.class, () -> recipe.withAveraging(1));
    }
}
