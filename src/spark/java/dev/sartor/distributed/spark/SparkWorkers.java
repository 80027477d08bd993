package dev.sartor.distributed.spark;

import dev.sartor.base.UserError;
import dev.sartor.distributed.SharedFile;
import dev.sartor.distributed.WorkerAnswer;
import dev.sartor.distributed.WorkerRequest;
import dev.sartor.distributed.Workers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final ExecutorWatch watch;
    private final Map<String, Shipment> shipments = new ConcurrentHashMap<>();
    private final Set<Path> logFolders = ConcurrentHashMap.newKeySet();

    SparkWorkers(JavaSparkContext context, String data) {
        this.context = context;
        this.master = context.master();
        this.data = data;
        watch = ExecutorWatch.start(context);
    }

    @Override
    public int maxRequests() {
        return MAX_REQUESTS;
    }

    /** The number of cores that executors have now. */
    @Override
    public int slots() {
        return context.defaultParallelism();
    }

    @Override
    public WorkerAnswer.Scores ask(WorkerRequest request) throws InterruptedException {
        Set<String> sent = new HashSet<>();
        while (true) {
            switch (answer(request)) {
                case WorkerAnswer.Scores scores -> {
                    return scores;
                }
                case WorkerAnswer.Missing missing -> {
                    SharedFile file = request.file(missing);
                    if (!sent.add(file.id())) {
                        throw missing.error();
                    }
                    shipments.computeIfAbsent(file.id(), _ -> Shipment.of(file, context));
                }
            }
        }
    }

    @Override
    public Workers withLogFolder(Path folder) {
        if (logFolders.add(folder)) {
            requireRunning();
            context.sc().addSparkListener(new WorkerLog(folder));
        }
        return this;
    }

    /** Spark stops by itself if its master is not there, or refused the secret. */
    private void requireRunning() {
        if (context.sc().isStopped()) {
            throw SparkEngine.unreachable(master, new IllegalStateException("its master did not accept the search"));
        }
    }

    private WorkerAnswer answer(WorkerRequest request) throws InterruptedException {
        JavaFutureAction<List<SparkAnswer>> answers = submit(request);
        try {
            return answers.get().getFirst().answer();
        } catch (InterruptedException e) {
            answers.cancel(INTERRUPT_TASK);
            throw e;
        } catch (ExecutionException e) {
            throw new UserError(
                    "Spark could not evaluate a network: " + e.getCause().getMessage(),
                    "--workers '" + master + "'",
                    "look at Spark's log, then continue with sartor search --resume",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    private JavaFutureAction<List<SparkAnswer>> submit(WorkerRequest request) {
        List<Shipment> needed = request.files().stream()
                .map(f -> shipments.get(f.id()))
                .filter(Objects::nonNull)
                .toList();
        try {
            return context.parallelize(List.of(request.json()), ONE_TASK)
                    .map(new SparkTask(data, needed))
                    .collectAsync();
        } catch (IllegalStateException e) {
            // Spark has given up: it did not find its master, or was refused
            throw SparkEngine.unreachable(master, e);
        }
    }

    @Override
    public void close() {
        watch.close();
        context.close();
    }
}
