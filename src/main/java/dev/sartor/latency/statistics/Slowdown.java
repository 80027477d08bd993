package dev.sartor.latency.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.base.math.Quantiles;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How much slower a device is than when a table was made, measured on networks of the table.
 *
 * @param networks  number of networks of the table's calibration that were measured again
 * @param overTable median over networks of latency now divided by latency then; below 1 if the device is faster now
 * @param spread    standard deviation of the logarithms of these ratios, from the noise of both measurements and from
 *                  networks that change differently; empty for a single network, and in certificates of earlier releases
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Slowdown(int networks, double overTable, OptionalDouble spread) {
    public Slowdown {
        if (networks < 1 || !(overTable > 0) || !(spread.orElse(0) >= 0)) {
            throw new IllegalArgumentException("A slowdown must be positive and of at least one network, but is "
                    + overTable + " of " + networks + " networks with a spread of " + spread);
        }
    }

    /** From the ratios of single networks, at least one. */
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
