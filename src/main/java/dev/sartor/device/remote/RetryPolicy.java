package dev.sartor.device.remote;

import java.time.Duration;
import java.util.List;

/**
 * Time-outs and retries of a client of an agent.
 *
 * @param silenceTimeout  a connection without any reply for this time is dead; agents send heartbeats more often
 * @param requestTimeout  maximum time for one request, with or without heartbeats
 * @param reconnectDelays delay before each attempt to reconnect, at least one
 * @param attempts        number of connections on which a request is tried: a model may crash every agent that runs it
 */
record RetryPolicy(Duration silenceTimeout, Duration requestTimeout, List<Duration> reconnectDelays, int attempts) {

    private static final int STANDARD_ATTEMPTS = 3;

    /** About a minute to reconnect, and a quarter of an hour for one request. */
    static RetryPolicy standard() {
        Duration silenceTimeout = Duration.ofSeconds(30);
        Duration requestTimeout = Duration.ofMinutes(15);
        return new RetryPolicy(
                silenceTimeout,
                requestTimeout,
                List.of(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20)),
                STANDARD_ATTEMPTS);
    }

    RetryPolicy {
        reconnectDelays = List.copyOf(reconnectDelays);
        if (reconnectDelays.isEmpty() || attempts < 1) {
            throw new IllegalArgumentException("At least one reconnection and one attempt are needed, not "
                    + reconnectDelays.size() + " and " + attempts);
        }
    }
}
