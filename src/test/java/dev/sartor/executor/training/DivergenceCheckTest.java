package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import dev.sartor.executor.Targets;
import dev.sartor.executor.recipe.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivergenceCheckTest {
    // Schedule: peak learning rate, epochs of warm-up
    private static final DivergenceCheck DIVERGENCE = new DivergenceCheck("net on shapes", new Schedule(0.3, 1));

    /** The loss of two images of class 0, when the logit of class 1 is larger by this difference. */
    private static CrossEntropyLoss loss(float difference) {
        var loss = new CrossEntropyLoss();
        var targets = new Targets(2, 2);
        targets.setLabels(new int[] {0, 0}, 2);
        loss.compute(new float[] {0, difference, 0, difference}, targets, 2, new float[4]);
        return loss;
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, NaN", "3e30, 3.00e+30", "101, 101"})
    void aLossThatIsHugeOrNotFiniteEndsTheTraining(float difference, String text) {
        UserError error = assertThrows(
                // Trainable.Step: epoch, batch of the epoch, step, each from 0
                UserError.class, () -> DIVERGENCE.check(loss(difference), 2, new Trainable.Step(4, 11, 99)));
        assertTrue(
                error.getMessage().equals("training diverged: loss " + text + " in epoch 5, step 12"),
                error.getMessage());
        assertTrue(error.where().equals("net on shapes") && error.fix().contains("now 0.3"), error.text());
        assertInstanceOf(ArithmeticException.class, error.getCause());
    }

    @ParameterizedTest
    @CsvSource({"-20", "0", "5", "99"})
    void aHighLossIsTolerated(float difference) {
        DIVERGENCE.check(loss(difference), 2, new Trainable.Step(0, 0, 0));
    }

    @Test
    void aValidationLossThatIsNotFiniteEndsTheTraining() {
        DIVERGENCE.checkValidation(new ClassificationMetrics(319, 0.1), 1);
        UserError error = assertThrows(
                UserError.class, () -> DIVERGENCE.checkValidation(new ClassificationMetrics(Double.NaN, 0.1), 1));
        assertTrue(error.getMessage().contains("on the validation images after epoch 1"), error.getMessage());
    }
}
