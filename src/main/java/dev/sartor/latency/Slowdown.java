package dev.sartor.latency;

/**
 * How much slower a device is than when a table was made, as the table's own networks tell.
 *
 * @param networks  of the table's calibration that were measured again
 * @param overTable the median of how many times as long each of them takes; below 1 where the device is faster now
 */
public record Slowdown(int networks, double overTable) {
    public Slowdown {
        if (networks < 1 || !(overTable > 0)) {
            throw new IllegalArgumentException("A device cannot take " + overTable + " times as long, as told by " + networks + " networks");
        }
    }
}
