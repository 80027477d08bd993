package dev.sartor.latency.statistics;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The measured latency of a whole network, over rounds.
 *
 * @param slowdownSinceTable current latency divided by the latency when the table was measured: above 1 if the device is slower
 *                  now. From networks of the table or, if there are none, from the control network ({@code controlOverTable} in
 *                  files of earlier releases)
 */
public record MeasuredLatency(
        double medianMs,
        double p10Ms,
        double p90Ms,
        int runs,

        @JsonProperty("overTable") @JsonAlias("controlOverTable")
        double slowdownSinceTable) {

    /** The latency at the speed that the device had when the table was measured. */
    public double atTableSpeedMs() {
        return medianMs / slowdownSinceTable;
    }

    /** The larger of the 90th percentiles at the speed of the measurement and at the table's speed. */
    public double worstP90Ms() {
        return Math.max(p90Ms, p90Ms / slowdownSinceTable);
    }
}
