package dev.sartor.latency.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.base.math.Quantiles;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The current latency of a device relative to its latency when a table was measured, from networks that were measured both times.
 *
 * @param networks     number of networks of the table's calibration that were measured again
 * @param slowdownSinceTable median over networks of current latency divided by earlier latency; below 1 if the device is
 *                  faster now
 * @param spread       standard deviation of the logarithms of these ratios, caused by the noise of both measurements and by
 *                  different ratios for different networks; empty for a single network and in old certificates
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Slowdown(
        int networks, @JsonProperty("overTable") double slowdownSinceTable, OptionalDouble spread) {
    public Slowdown {
        if (networks < 1 || !(slowdownSinceTable > 0) || !(spread.orElse(0) >= 0)) {
            throw new IllegalArgumentException("A slowdown must be positive and of at least one network, but is "
                    + slowdownSinceTable + " of " + networks + " networks with a spread of " + spread);
        }
    }

    /** The slowdown from the ratios of single networks, at least one. */
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
