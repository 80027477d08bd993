package dev.sartor.latency;

/**
 * The measured latency of one whole network, over rounds.
 *
 * @param controlOverTable how much slower the control ran than when the table was made: above 1 where the device is
 *                         slower now
 */
public record WholeLatency(double medianMs, double p10Ms, double p90Ms, int runs, double controlOverTable) {

    /** What would have been measured, had the device been as fast as when the table was made. */
    public double atTableSpeedMs() {
        return medianMs / controlOverTable;
    }

    /** What nine rounds of ten stay below, both at the speed of the measurement and at the table's. */
    public double mostP90Ms() {
        return Math.max(p90Ms, p90Ms / controlOverTable);
    }
}
