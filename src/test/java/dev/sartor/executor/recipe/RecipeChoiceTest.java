package dev.sartor.executor.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeChoiceTest {
    // RecipeChoice: recipe, the batch size adapts, the epochs adapt to the number of images
    private final RecipeChoice choice = new RecipeChoice(Recipe.standard(20), true, true);

    @Test
    void withManyImagesTheRecipeIsUnchanged() {
        assertEquals(Recipe.standard(20), choice.forImages(6400));
        assertEquals(Recipe.standard(20), choice.forImages(60_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 12, 64, 96, 127, 128, 500, 511, 512, 640, 1279, 6399})
    void withFewImagesBatchesAreSmallerAndEpochsMore(int images) {
        Recipe fitted = choice.forImages(images);
        int batch = Math.min(fitted.batchSize(), images);
        int stepsPerEpoch = images / batch;
        assertTrue(
                stepsPerEpoch >= RecipeChoice.MIN_STEPS_PER_EPOCH || batch <= RecipeChoice.MIN_BATCH,
                fitted.toString());
        assertTrue(stepsPerEpoch * fitted.epochs() >= RecipeChoice.MIN_STEPS, fitted.toString());
        assertTrue(
                stepsPerEpoch * (fitted.epochs() - 1) < RecipeChoice.MIN_STEPS || fitted.epochs() == 20,
                "too many epochs");
    }

    @Test
    void onlyBatchAndEpochsChange() {
        // 96 images are 12 batches of 8, and 2000 steps are 167 epochs
        assertEquals(Recipe.standard(167).withBatchSize(8), choice.forImages(96));
    }

    @Test
    void valuesOfTheUserAreKept() {
        assertEquals(
                Recipe.standard(20), RecipeChoice.exactly(Recipe.standard(20)).forImages(12));
        assertEquals(
                64,
                new RecipeChoice(Recipe.standard(20), false, true).forImages(96).batchSize());
        assertEquals(
                20,
                new RecipeChoice(Recipe.standard(20), true, false).forImages(96).epochs());
    }
}
