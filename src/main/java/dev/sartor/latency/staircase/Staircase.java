package dev.sartor.latency.staircase;

import dev.sartor.base.math.Quantiles;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * The latency of a block over its number of channels on one device. On many devices it grows in steps, where the channels
 * exceed a multiple of the width of a vector register.
 *
 * @param steps in ascending order of channels; widths that were not measured are missing
 */
public record Staircase(List<Step> steps) {
    public Staircase {
        steps = List.copyOf(steps);
    }

    /**
     * The latency at one number of channels.
     *
     * @param ms     the median over the rounds
     * @param lowMs  the lower quartile
     * @param highMs the upper quartile
     */
    public record Step(int channels, double ms, double lowMs, double highMs) {}

    /**
     * The cost of numbers of channels that are not multiples of a number. For each of them, the latency is divided by that on the
     * straight line between the multiples below and above; the result is the median. It is about 1 if there are no steps, and
     * empty if no such number of channels lies between two measured multiples.
     */
    public OptionalDouble costOffMultiplesOf(int multiple) {
        SequencedMap<Integer, Double> msOfMultiples = new TreeMap<>();
        steps.stream().filter(s -> s.channels() % multiple == 0).forEach(s -> msOfMultiples.put(s.channels(), s.ms()));
        double[] ratios = steps.stream()
                .filter(s -> s.channels() % multiple != 0)
                .flatMapToDouble(s -> {
                    int below = s.channels() / multiple * multiple;
                    Double from = msOfMultiples.get(below);
                    Double to = msOfMultiples.get(below + multiple);
                    if (from == null || to == null) {
                        return DoubleStream.empty();
                    }
                    double share = (s.channels() - below) / (double) multiple;
                    return DoubleStream.of(s.ms() / (from + share * (to - from)));
                })
                .filter(Double::isFinite)
                .toArray();
        return ratios.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(ratios));
    }
}
