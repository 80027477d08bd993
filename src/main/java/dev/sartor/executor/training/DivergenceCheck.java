package dev.sartor.executor.training;

import dev.sartor.base.UserError;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Loss;
import dev.sartor.executor.recipe.Schedule;
import java.util.Locale;

/**
 * Ends a training that diverged, since every further step would be wasted. It throws a {@link UserError} whose cause is an {@link
 * ArithmeticException}.
 *
 * @param description the network and the data of the training, for the message
 */
public record DivergenceCheck(String description, Schedule schedule) {
    /** Largest mean loss of a batch, in nats: a network that gives the right class a probability of 1e-43 has this loss. */
    private static final double MAX_LOSS = 100;

    /** Whether an error reports divergence. */
    public static boolean isDivergence(UserError error) {
        return error.getCause() instanceof ArithmeticException;
    }

    /**
     * Checks the loss of one step.
     *
     * @param images number of images that the loss is summed over
     */
    void check(Loss loss, int images, Trainable.Step step) {
        double mean = loss.sum() / images;
        if (!(mean <= MAX_LOSS)) {
            throw error(mean, "in epoch " + (step.epoch() + 1) + ", step " + (step.batch() + 1));
        }
    }

    /**
     * Checks that the validation loss after an epoch, counted from 1, is finite. It may be large in the first epochs, when the
     * running statistics of batch norm lag behind the weights.
     */
    void checkValidation(ClassificationMetrics validation, int epoch) {
        if (!Double.isFinite(validation.loss())) {
            throw error(validation.loss(), "on the validation images after epoch " + epoch);
        }
    }

    private UserError error(double loss, String where) {
        String text = "loss " + (Double.isFinite(loss) ? String.format(Locale.ROOT, "%.3g", loss) : loss);
        return new UserError(
                "training diverged: " + text + " " + where,
                description,
                "lower the learning rate (now " + schedule.learningRate() + ") or lengthen the warm-up",
                UserError.ExitCode.FAILED,
                new ArithmeticException(text));
    }
}
