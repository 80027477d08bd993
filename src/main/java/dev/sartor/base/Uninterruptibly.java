package dev.sartor.base;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs tasks to their end even if the calling thread is interrupted. Used for measurements, which check
 * for interrupts between tasks: a task that an interrupt ends would look like a failure of the device.
 */
public final class Uninterruptibly {

    private Uninterruptibly() {}

    /** A task with a result. */
    @FunctionalInterface
    public interface Task<T, E extends Exception> {
        T call() throws E;
    }

    /** Runs the task and returns its result. If the thread is interrupted in the meantime, its interrupt flag is set at the end. */
    @SuppressWarnings("unchecked") // the task throws no other checked exception
    public static <T, E extends Exception> T call(Task<T, E> work) throws E {
        var task = new FutureTask<T>(work::call);
        Thread.ofVirtual().start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case RuntimeException r -> throw r;
                        case Error r -> throw r;
                        case Throwable t -> throw (E) t;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
