package dev.sartor.device.remote;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait for an agent.
 *
 * @param silence a connection on which nothing is heard for so long is dead; agents give signs of life more often
 * @param answer  the most time for one request, signs of life or not
 * @param pauses  before each attempt to connect again, at least one
 * @param tries   connections on which one request is tried: a model may end every agent that runs it
 */
record RetryPolicy(Duration silence, Duration answer, List<Duration> pauses, int tries) {

    /** About a minute for a machine to come back, and a quarter of an hour for one request. */
    static RetryPolicy standard() {
        return new RetryPolicy(
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                List.of(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20)),
                3);
    }

    RetryPolicy {
        pauses = List.copyOf(pauses);
        if (pauses.isEmpty() || tries < 1) {
            throw new IllegalArgumentException(
                    "At least one attempt and one try, not " + pauses.size() + " and " + tries);
        }
    }
}
