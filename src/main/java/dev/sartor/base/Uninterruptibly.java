package dev.sartor.base;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that an interrupt of the waiting thread does not cut short: whoever measures looks for interrupts between visits,
 * and a visit that an interrupt ended would look like a failure of the device.
 */
public final class Uninterruptibly {

    private Uninterruptibly() {}

    /** Some work. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T call() throws E;
    }

    /** Does the work; an interrupt that came meanwhile is left for the thread to find. */
    @SuppressWarnings("unchecked") // work throws nothing else that is checked
    public static <T, E extends Exception> T call(Work<T, E> work) throws E {
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
