package dev.sartor.latency.certificate;

import dev.sartor.network.Network;

/**
 * The part of a latency that is no sum over units: weights beyond what the caches hold are fetched anew in every run,
 * while a unit measured alone finds its own in place. {@code msPerMiB * max(0, weights - fromMiB)}.
 *
 * @param msPerMiB not negative, so that leaving the term out bounds a latency from below; 0 for no such term
 */
public record WeightTerm(double msPerMiB, double fromMiB) {
    /** The term that is always 0. */
    public static final WeightTerm NONE = new WeightTerm(0, 0);

    private static final double BYTES_PER_MIB = 1 << 20;

    public WeightTerm {
        if (!(msPerMiB >= 0) || !(fromMiB >= 0)) {
            throw new IllegalArgumentException(
                    "A weight term must not be negative: " + msPerMiB + " ms/MiB from " + fromMiB);
        }
    }

    /** What each parameter beyond {@link #freeParams} adds, in ms. */
    public double msPerParam() {
        return msPerMiB * Float.BYTES / BYTES_PER_MIB;
    }

    /** How many parameters add nothing. */
    public double freeParams() {
        return fromMiB * BYTES_PER_MIB / Float.BYTES;
    }

    /** Its share in the latency of a network. */
    public double ms(Network network) {
        return ms(network.params());
    }

    /** Its share in the latency of a network of so many parameters. */
    public double ms(long params) {
        return msPerMiB == 0 ? 0 : msPerMiB * excessMiB(weightMiB(params), fromMiB);
    }

    public static double excessMiB(double weightMiB, double fromMiB) {
        return Math.max(0, weightMiB - fromMiB);
    }

    /** The network's weights as 32-bit floats, in MiB. */
    public static double weightMiB(Network network) {
        return weightMiB(network.params());
    }

    private static double weightMiB(long params) {
        return params * Float.BYTES / BYTES_PER_MIB;
    }
}
