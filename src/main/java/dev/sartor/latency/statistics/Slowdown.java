package dev.sartor.latency.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.base.math.Quantiles;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How much slower a device is than when a table was made, as the table's own networks tell.
 *
 * @param networks  of the table's calibration that were measured again
 * @param overTable the median of how many times as long each of them takes; below 1 where the device is faster now
 * @param spread    how far single ones depart from that, as the deviation of logarithms: by the noise of both
 *                  measurements, and since not all networks gain alike; empty for a single network, and in certificates
 *                  written before it was kept
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Slowdown(int networks, double overTable, OptionalDouble spread) {
    public Slowdown {
        if (networks < 1 || !(overTable > 0) || !(spread.orElse(0) >= 0)) {
            throw new IllegalArgumentException("A device cannot take " + overTable + " times as long, as told by "
                    + networks + " networks with a spread of " + spread);
        }
    }

    /** Of how many times as long each network takes, at least one. */
    public static Slowdown of(double[] ratios) {
        double median = Quantiles.median(ratios);
        double squares = Arrays.stream(ratios)
                .map(r -> Math.log(r / median))
                .map(e -> e * e)
                .sum();
        return new Slowdown(
                ratios.length,
                median,
                ratios.length == 1
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.sqrt(squares / (ratios.length - 1))));
    }
}
