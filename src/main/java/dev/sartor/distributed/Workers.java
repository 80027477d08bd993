package dev.sartor.distributed;

import java.nio.file.Path;

/** Other processes, on this or other machines, that train and evaluate networks for a search. Thread-safe. */
public interface Workers extends AutoCloseable {
    /** Largest number of requests to send at once. */
    int maxRequests();

    /** The number of workers that a population is divided among. */
    default int slots() {
        return maxRequests();
    }

    /**
     * Waits for the answer to a request. If a worker is lost, another one answers; if it lacks a file, it is sent.
     *
     * @throws InterruptedException if this thread is interrupted; the computation is ended as well
     * @throws dev.sartor.base.UserError if no worker can answer
     */
    WorkerAnswer.Scores ask(WorkerRequest request) throws InterruptedException;

    /** The same workers, with a folder for what they print to stderr. */
    default Workers withLogFolder(Path folder) {
        return this;
    }

    @Override
    default void close() {}
}
