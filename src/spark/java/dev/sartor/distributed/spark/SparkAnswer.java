package dev.sartor.distributed.spark;

import dev.sartor.base.UserError;
import dev.sartor.distributed.WorkerAnswer;
import java.io.Serializable;

/**
 * The answer of a {@link SparkTask}, or the three lines of a {@link UserError}. It is an answer and not an exception, since Spark would
 * repeat a failed task on another executor.
 *
 * @param value null for an error
 * @param what  what is wrong; null for an answer, like {@code where} and {@code fix}
 */
record SparkAnswer(WorkerAnswer value, String what, String where, String fix) implements Serializable {

    static SparkAnswer of(WorkerAnswer answer) {
        return new SparkAnswer(answer, null, null, null);
    }

    static SparkAnswer of(UserError e) {
        return new SparkAnswer(null, e.getMessage(), e.where(), e.fix());
    }

    /** @throws UserError the error that the executor answered */
    WorkerAnswer answer() {
        if (what != null) {
            throw new UserError(what, where, fix);
        }
        return value;
    }
}
