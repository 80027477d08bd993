package dev.sartor.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests that are sent to workers at the same time. */
final class SimultaneousRequests {
    private SimultaneousRequests() {}

    /**
     * Sends requests and waits for all answers. After the first error the other requests are ended.
     *
     * @param max the number of requests at once
     * @return the answers, in the order of the requests
     */
    static <T> List<T> send(List<Callable<T>> requests, int max) throws InterruptedException {
        if (requests.isEmpty()) {
            return List.of();
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(max, requests.size()), Thread.ofVirtual().factory())) {
            try {
                List<Future<T>> answers = requests.stream().map(threads::submit).toList();
                List<T> results = new ArrayList<>();
                for (Future<T> answer : answers) {
                    results.add(answer.get());
                }
                return results;
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case RuntimeException cause -> throw cause;
                    case Error cause -> throw cause;
                    case InterruptedException cause -> throw cause;
                    default -> throw new IllegalStateException(e.getCause());
                }
            } finally {
                // ends the other requests after an error or an interrupt
                threads.shutdownNow();
            }
        }
    }
}
