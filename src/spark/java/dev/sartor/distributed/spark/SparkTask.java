package dev.sartor.distributed.spark;

import dev.sartor.base.UserError;
import dev.sartor.data.DatasetListener;
import dev.sartor.distributed.RequestEvaluator;
import dev.sartor.distributed.TransferredFiles;
import dev.sartor.distributed.WorkerAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * A task that evaluates the networks of a request on one of Spark's executors. The images stay open for its further tasks.
 *
 * @param data      the data set of the search, as {@code --data} names it
 * @param shipments files that some executor lacked; each is fetched by an executor whose machine lacks it
 */
record SparkTask(String data, List<Shipment> shipments) implements Function<String, SparkAnswer> {
    /** Executors to try if the machine of one cannot evaluate a network. */
    private static final int MAX_ATTEMPTS = 3;

    private static final Map<String, RequestEvaluator> EVALUATORS = new ConcurrentHashMap<>();

    @Override
    public SparkAnswer call(String request) throws InterruptedException {
        RequestEvaluator evaluator = EVALUATORS.computeIfAbsent(
                data, d -> new RequestEvaluator(Optional.of(d), TransferredFiles.ofUser(), DatasetListener.NONE));
        try {
            WorkerAnswer answer = evaluator.answer(request, "a request of Spark's driver");
            // a request needs few files; each of them is missing once
            for (int i = 0; i < shipments.size() && answer instanceof WorkerAnswer.Missing missing; i++) {
                Optional<Shipment> shipment = shipments.stream()
                        .filter(s -> s.transfer().id().equals(missing.file()))
                        .findFirst();
                if (shipment.isPresent()) {
                    TransferredFiles.ofUser().receive(shipment.get().transfer(), shipment.get()::open);
                    answer = evaluator.answer(request, "a request of Spark's driver");
                }
            }
            return SparkAnswer.of(answer);
        } catch (UserError e) {
            if (mayDependOnMachine(e)) {
                throw new IllegalStateException(e.text());
            }
            return SparkAnswer.of(e);
        }
    }

    /** Whether another machine may succeed, such as after an error for a full disk; and there is an attempt left. */
    private static boolean mayDependOnMachine(UserError e) {
        return e.exitCode() == UserError.ExitCode.FAILED && TaskContext.get().attemptNumber() < MAX_ATTEMPTS - 1;
    }
}
