package dev.sartor.search.evaluation;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Asynchronous evaluator of candidates: a search submits a generation and gets a future for each score. Evaluations may finish in
 * any order; the search waits for them in the order of its proposals, so the order has no influence on its result.
 */
public interface Evaluator extends AutoCloseable {
    /** Time between two looks at whether the search was cancelled. */
    long POLL_MS = 50;

    /**
     * An evaluator on threads of this process.
     *
     * @param seed    passed to the accuracy source with each architecture
     * @param threads number of threads that may compute
     */
    static Evaluator local(SearchProblem problem, AccuracySource source, long seed, int threads) {
        return new LocalEvaluator(problem, source, seed, threads);
    }

    /**
     * Submits one generation for evaluation and returns without waiting for it.
     *
     * @param generation feasible candidates in the order in which they were proposed
     * @return the score of each candidate, in the same order. A future fails with the exception of the accuracy source, or with a
     *     {@link dev.sartor.base.UserError} if the score is not valid
     */
    List<Future<Double>> submit(List<EvaluationRequest> generation);

    /** Interrupts evaluations that are running and waits until they have ended. */
    @Override
    void close();

    /**
     * Waits for a score. A score that is complete already is returned even if {@code cancelled} is true.
     *
     * @param cancelled polled while waiting
     * @throws EvaluationCancelled if {@code cancelled} became true, or the evaluation was interrupted
     * @throws InterruptedException if this thread was interrupted
     * @throws RuntimeException the exception of the accuracy source, as it was thrown
     */
    static double await(Future<Double> score, BooleanSupplier cancelled)
            throws InterruptedException, EvaluationCancelled {
        while (true) {
            try {
                return score.get(score.isDone() ? 0 : POLL_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (cancelled.getAsBoolean()) {
                    throw new EvaluationCancelled();
                }
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case InterruptedException _ -> throw new EvaluationCancelled();
                    case RuntimeException cause -> throw cause;
                    case Error cause -> throw cause;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            }
        }
    }
}
