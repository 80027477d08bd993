package dev.sartor.latency.statistics;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The measured latency of a whole network: median and percentiles over the rounds of a measurement.
 *
 * @param runs      number of timed runs
 * @param slowdownSinceTable current latency divided by the latency when the table was measured: above 1 if the device is slower
 *                  now. It is measured with networks of the table or, if there are none, with the control network. Files of
 *                  earlier releases call it {@code controlOverTable}
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
