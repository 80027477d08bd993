package dev.sartor.distributed.spark;

import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.base.UserError;
import dev.sartor.distributed.Workers;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** The executors of a Spark cluster. Each request is a job with one task, so that Spark repeats it if an executor is lost. */
final class SparkWorkers implements Workers {
    /** More than a cluster has cores: Spark queues requests until an executor has a free core. */
    private static final int MAX_REQUESTS = 4096;

    private static final int ONE_TASK = 1;
    private static final boolean INTERRUPT_TASK = true;

    private final JavaSparkContext context;
    private final String master;
    private final String data;

    SparkWorkers(JavaSparkContext context, String data) {
        this.context = context;
        this.master = context.master();
        this.data = data;
    }

    @Override
    public int maxRequests() {
        return MAX_REQUESTS;
    }

    @Override
    public double accuracy(CommandRequest request) throws InterruptedException {
        JavaFutureAction<List<SparkAnswer>> answers = submit(request);
        try {
            return answers.get().getFirst().accuracy();
        } catch (InterruptedException e) {
            answers.cancel(INTERRUPT_TASK);
            throw e;
        } catch (ExecutionException e) {
            throw new UserError(
                    "Spark could not train a network: " + e.getCause().getMessage(),
                    "--workers '" + master + "'",
                    "look at Spark's log, then continue with sartor search --resume",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    private JavaFutureAction<List<SparkAnswer>> submit(CommandRequest request) {
        try {
            return context.parallelize(List.of(request.json()), ONE_TASK)
                    .map(new SparkTask(data))
                    .collectAsync();
        } catch (IllegalStateException e) {
            // Spark has given up: it did not find its master, or was refused
            throw SparkEngine.unreachable(master, e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
