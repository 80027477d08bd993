package dev.sartor.distributed.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorExcluded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Writes to the file {@code workers.log} when executors start, are lost or fail, so that the user sees what became of them. */
final class WorkerLog extends SparkListener {
    private final Path file;

    /** @param folder is created with the first line */
    WorkerLog(Path folder) {
        file = folder.resolve("workers.log");
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded event) {
        append(
                event.time(),
                "executor " + event.executorId() + " on " + event.executorInfo().executorHost() + " started");
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        append(event.time(), "executor " + event.executorId() + " was lost: " + event.reason());
    }

    @Override
    public void onExecutorExcluded(SparkListenerExecutorExcluded event) {
        append(
                event.time(),
                "executor " + event.executorId() + " gets no more networks: " + event.taskFailures() + " have failed");
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        if (event.reason() instanceof TaskFailedReason failure) {
            append(
                    event.taskInfo().finishTime(),
                    "executor " + event.taskInfo().executorId() + " on "
                            + event.taskInfo().host() + " failed: " + firstLines(failure.toErrorString()));
        }
    }

    /** The text up to the stack trace, in one line. */
    private static String firstLines(String text) {
        return String.join(
                " | ",
                text.lines()
                        .map(String::strip)
                        .takeWhile(l -> !l.startsWith("at "))
                        .toList());
    }

    private synchronized void append(long millis, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    Instant.ofEpochMilli(millis) + " " + text.replaceAll("\\s+", " ") + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // the search does not need the log
        }
    }
}
