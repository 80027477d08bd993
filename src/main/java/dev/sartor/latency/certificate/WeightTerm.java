package dev.sartor.latency.certificate;

import dev.sartor.network.Network;
import dev.sartor.network.Precision;

/**
 * The part of a network's latency that is not a sum over its stem, blocks and head:
 * {@code msPerMiB * max(0, weights - fromMiB)}. Weights that do not fit into the processor's caches are loaded again in every
 * run, while the weights of a unit measured alone stay cached.
 *
 * @param msPerMiB latency per MiB of weights, at least 0, so that the sum over units is a lower bound; 0 for no term
 * @param fromMiB  size of the weights that fit into the caches
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

    /** The cost of each parameter beyond {@link #freeParams}, in ms. */
    public double msPerParam(Precision precision) {
        return msPerMiB * precision.bytesPerValue() / BYTES_PER_MIB;
    }

    /** The number of parameters that cost nothing. */
    public double freeParams(Precision precision) {
        return fromMiB * BYTES_PER_MIB / precision.bytesPerValue();
    }

    /** The term for a network. */
    public double ms(Network network, Precision precision) {
        return ms(network.params(), precision);
    }

    /** The term for a network with this number of parameters. */
    public double ms(long params, Precision precision) {
        return msPerMiB == 0 ? 0 : msPerMiB * excessMiB(precision.bytes(params) / BYTES_PER_MIB, fromMiB);
    }

    /** The size of the weights beyond {@code fromMiB}. */
    public static double excessMiB(double weightMiB, double fromMiB) {
        return Math.max(0, weightMiB - fromMiB);
    }

    /** The size of a network's weights, in MiB. */
    public static double weightMiB(Network network, Precision precision) {
        return network.paramBytes(precision) / BYTES_PER_MIB;
    }
}
