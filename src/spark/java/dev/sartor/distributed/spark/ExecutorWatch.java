package dev.sartor.distributed.spark;

import java.time.Duration;
import org.apache.spark.api.java.JavaSparkContext;

/** Warns if Spark has no executor for a while. It would wait for ever, also for one that no worker has the memory for. */
final class ExecutorWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ExecutorWatch.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(45);
    private static final String DEFAULT_MEMORY = "1g";
    private static final String DEFAULT_CORES = "1";

    private final JavaSparkContext context;
    private final Thread thread;

    private ExecutorWatch(JavaSparkContext context) {
        this.context = context;
        thread = Thread.ofVirtual().unstarted(this::watch);
    }

    static ExecutorWatch start(JavaSparkContext context) {
        var watch = new ExecutorWatch(context);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            boolean warned = false;
            while (true) {
                Thread.sleep(INTERVAL);
                // the search itself is one of them
                boolean missing = context.statusTracker().getExecutorInfos().length <= 1;
                if (missing && !warned) {
                    LOG.log(System.Logger.Level.WARNING, text());
                }
                warned = missing;
            }
        } catch (InterruptedException | IllegalStateException e) {
            // closed
        }
    }

    private String text() {
        return "Spark has started no executor for " + INTERVAL.toSeconds()
                + " s. Its workers are busy, or none has the "
                + context.getConf().get("spark.executor.memory", DEFAULT_MEMORY) + " of memory and "
                + context.getConf().get("spark.executor.cores", DEFAULT_CORES)
                + " cores that an executor needs: see spark.executor.memory and spark.executor.cores in"
                + " SPARK_HOME/conf/spark-defaults.conf";
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
