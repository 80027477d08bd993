package dev.sartor.executor;

import dev.sartor.arch.UserError;

/** Ends a training whose loss is no number any more: nothing good comes of it, and every later step would be wasted. */
public final class Divergence {
    private Divergence() {
    }

    /**
     * Looks at the loss of one step.
     *
     * @param epoch    and {@code step} of the epoch, both counted from 0
     * @param training what is trained on what, for the message
     * @throws UserError with an {@link ArithmeticException} as its cause, if the loss is not finite
     */
    public static void check(SoftmaxLoss loss, int epoch, int step, String training, Schedule schedule) {
        if (!Double.isFinite(loss.sum())) {
            throw new UserError("training diverged: the loss is " + loss.sum() + " in epoch " + (epoch + 1) + ", step " + (step + 1),
                    training, "lower the learning rate (now " + schedule.learningRate() + ") or lengthen the warm-up",
                    UserError.ExitCode.FAILED, new ArithmeticException("loss " + loss.sum()));
        }
    }
}
