package dev.sartor.executor.training;

import dev.sartor.base.UserError;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.CrossEntropyLoss;
import java.util.Locale;

/**
 * Ends a training from whose loss nothing good comes any more: every later step would be wasted. Each way is a
 * {@link UserError} with an {@link ArithmeticException} as its cause.
 *
 * @param training what is trained on what, for the message
 */
public record DivergenceCheck(String training, Schedule schedule) {
    /** Nats, of an image on average: the share that its class is given has 43 zeros behind the point. */
    private static final double HOPELESS = 100;

    /** Whether an error is that of a training that diverged. */
    public static boolean is(UserError error) {
        return error.getCause() instanceof ArithmeticException;
    }

    /**
     * Looks at the loss of one step.
     *
     * @param images that it is the sum over
     * @param epoch  and {@code step} of the epoch, both counted from 0
     */
    public void check(CrossEntropyLoss loss, int images, int epoch, int step) {
        double mean = loss.sum() / images;
        if (!(mean <= HOPELESS)) {
            throw error(mean, "in epoch " + (epoch + 1) + ", step " + (step + 1));
        }
    }

    /**
     * Looks at how an epoch, counted from 0, left the network. One whose running moments lag behind may do badly for a while, but
     * moments that are no numbers stay so.
     */
    void checkValidation(ClassificationMetrics score, int epoch) {
        if (!Double.isFinite(score.loss())) {
            throw error(score.loss(), "on the validation images after epoch " + (epoch + 1));
        }
    }

    private UserError error(double loss, String where) {
        String told = "loss " + (Double.isFinite(loss) ? String.format(Locale.ROOT, "%.3g", loss) : loss);
        return new UserError(
                "training diverged: " + told + " " + where,
                training,
                "lower the learning rate (now " + schedule.learningRate() + ") or lengthen the warm-up",
                UserError.ExitCode.FAILED,
                new ArithmeticException(told));
    }
}
