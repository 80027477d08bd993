package dev.sartor.distributed;

import dev.sartor.accuracy.source.CommandRequest;
import java.nio.file.Path;

/** Other processes, on this or other machines, that train networks for a search. Thread-safe. */
public interface Workers extends AutoCloseable {
    /** Largest number of requests to send at once. */
    int maxRequests();

    /**
     * Waits for the accuracy of the request's network. If a worker is lost, another one trains the network.
     *
     * @throws InterruptedException if this thread is interrupted; the training is ended as well
     * @throws dev.sartor.base.UserError if no worker can train it
     */
    double accuracy(CommandRequest request) throws InterruptedException;

    /** The same workers, with a folder for what they print to stderr. */
    default Workers withLogFolder(Path folder) {
        return this;
    }

    @Override
    default void close() {}
}
