package dev.sartor.distributed.spark;

import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.base.UserError;
import dev.sartor.data.DatasetListener;
import dev.sartor.distributed.RequestEvaluator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.function.Function;

/**
 * A task that trains the network of a request on one of Spark's executors. The images stay open for its further tasks.
 *
 * @param data the data set of the search, as {@code --data} names it on every machine
 */
record SparkTask(String data) implements Function<String, SparkAnswer> {
    private static final Map<String, RequestEvaluator> EVALUATORS = new ConcurrentHashMap<>();

    @Override
    public SparkAnswer call(String request) throws InterruptedException {
        RequestEvaluator evaluator =
                EVALUATORS.computeIfAbsent(data, d -> new RequestEvaluator(d, DatasetListener.NONE));
        try {
            return SparkAnswer.of(evaluator.accuracy(CommandRequest.parse(request, "a request of Spark's driver")));
        } catch (UserError e) {
            return SparkAnswer.of(e);
        }
    }
}
