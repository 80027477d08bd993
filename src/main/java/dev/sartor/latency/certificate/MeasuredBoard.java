package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalDouble;

/**
 * One of several boards that a table was measured on.
 *
 * @param name            name of the board, from the command that reaches it
 * @param visits          number of times that it timed a model
 * @param relativeLatency latency of a model on this board, divided by that on a typical board of the measurement
 * @param halfWidth       half the width of the 95 % confidence interval of {@code relativeLatency}; empty if the board cannot be compared
 *                        with others
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MeasuredBoard(
        String name,
        int visits,
        double relativeLatency,
        @JsonProperty("confidence95") OptionalDouble halfWidth) {}
