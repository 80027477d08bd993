package dev.sartor.latency.statistics;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * The measured latency of a whole network, over rounds.
 *
 * @param overTable latency now divided by latency when the table was made: above 1 if the device is slower now. Measured on
 *                  networks of the table, or else on the control network (the name in files of earlier releases)
 */
public record MeasuredLatency(
        double medianMs,
        double p10Ms,
        double p90Ms,
        int runs,
        @JsonAlias("controlOverTable") double overTable) {

    /** The latency at the speed that the device had when the table was made. */
    public double atTableSpeedMs() {
        return medianMs / overTable;
    }

    /** The larger of the 90th percentiles at the speed of the measurement and at the table's speed. */
    public double worstP90Ms() {
        return Math.max(p90Ms, p90Ms / overTable);
    }
}
