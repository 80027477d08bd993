package dev.sartor.distributed.spark;

import dev.sartor.base.UserError;
import java.io.Serializable;

/**
 * What an executor answers: an accuracy, or the three lines of a user's error, which is not repeated on another executor.
 *
 * @param value accuracy in [0, 1]; NaN for an error
 */
record ExecutorAnswer(double value, String what, String where, String fix) implements Serializable {

    static ExecutorAnswer of(double accuracy) {
        return new ExecutorAnswer(accuracy, null, null, null);
    }

    static ExecutorAnswer of(UserError e) {
        return new ExecutorAnswer(Double.NaN, e.getMessage(), e.where(), e.fix());
    }

    /** @throws UserError that of the executor */
    double accuracy() {
        if (what != null) {
            throw new UserError(what, where, fix);
        }
        return value;
    }
}
