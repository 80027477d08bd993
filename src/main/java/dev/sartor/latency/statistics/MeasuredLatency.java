package dev.sartor.latency.statistics;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * The measured latency of one whole network, over rounds.
 *
 * @param overTable how many times as long as for the table things took: above 1 where the device is slower now; told by
 *                  networks of the table's own, or else by the control, as files of earlier releases call it
 */
public record MeasuredLatency(
        double medianMs,
        double p10Ms,
        double p90Ms,
        int runs,
        @JsonAlias("controlOverTable") double overTable) {

    /** What would have been measured, had the device been as fast as when the table was made. */
    public double atTableSpeedMs() {
        return medianMs / overTable;
    }

    /** What nine rounds of ten stay below, both at the speed of the measurement and at the table's. */
    public double mostP90Ms() {
        return Math.max(p90Ms, p90Ms / overTable);
    }
}
