package dev.sartor.distributed.spark;

import dev.sartor.base.UserError;
import java.io.Serializable;

/**
 * The answer of a {@link SparkTask}: an accuracy, or the three lines of a {@link UserError}. It is an answer and not an exception,
 * since Spark would repeat a failed task on another executor.
 *
 * @param value accuracy in [0, 1]; NaN for an error
 * @param what  what is wrong; null for an accuracy, like {@code where} and {@code fix}
 */
record SparkAnswer(double value, String what, String where, String fix) implements Serializable {

    static SparkAnswer of(double accuracy) {
        return new SparkAnswer(accuracy, null, null, null);
    }

    static SparkAnswer of(UserError e) {
        return new SparkAnswer(Double.NaN, e.getMessage(), e.where(), e.fix());
    }

    /** @throws UserError the error that the task answered */
    double accuracy() {
        if (what != null) {
            throw new UserError(what, where, fix);
        }
        return value;
    }
}
