package dev.sartor.latency;

import dev.sartor.network.Network;

/**
 * Something to be timed.
 *
 * @param key names it among the probes of one measurement
 */
public record Probe(String key, Network network) {
    private static final long SESSION_BYTES = 1 << 19;

    /** A whole network. */
    static Probe whole(Network network) {
        return new Probe("net:" + MeasuredNetwork.text(network) + "@" + network.input(), network);
    }

    /**
     * What an open session takes, roughly: runtimes keep the weights twice (as given, and packed for their kernels) and
     * a few of the largest tensors.
     */
    long sessionBytes() {
        long largest = network.layers().stream().mapToLong(l -> l.output().size()).max().orElse(0);
        return SESSION_BYTES + Float.BYTES * (2 * network.params() + 3 * largest);
    }
}
