package dev.sartor.latency.measuring.probe;

import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;

/**
 * A network to be timed as a model on a device, with its key in the measurement's results. A visit times a few of its runs.
 *
 * @param key unique among the probes of one measurement
 */
public record Probe(String key, Network network, Timing timing) {
    /** Memory of a session beyond weights and tensors. */
    private static final long SESSION_BYTES = 1 << 19;

    /** How a probe is timed. */
    public enum Timing {
        /** Whole runs are timed, in a session that stays open between visits. */
        RUNS,
        /** Segments (stem, blocks and head) are timed by the runtime's profiler, in a new session for each visit. */
        SEGMENTS
    }

    public Probe(String key, Network network) {
        this(key, network, Timing.RUNS);
    }

    /** A probe that times a whole network. */
    public static Probe ofNetwork(Network network) {
        return new Probe("net:" + MeasuredNetwork.segmentTexts(network) + "@" + network.input(), network);
    }

    /** A probe that times each segment of a network. */
    public static Probe ofSegments(Network network) {
        return new Probe(
                "profile:" + MeasuredNetwork.segmentTexts(network) + "@" + network.input(), network, Timing.SEGMENTS);
    }

    /** The key of the segment with this index; only for {@link Timing#SEGMENTS}. */
    public String segmentKey(int index) {
        return key + "#" + index;
    }

    /**
     * Estimated memory of the probe's session while other probes are timed: for an open session, runtimes hold the weights twice (as in the file, and packed for
     * their kernels) and a few of the largest tensors. A session for segments is closed then.
     */
    public long idleSessionBytes(Precision precision) {
        return switch (timing) {
            case RUNS -> SESSION_BYTES + precision.bytes(2 * network.params() + 3 * largestTensor());
            case SEGMENTS -> 0;
        };
    }

    private long largestTensor() {
        return network.layers().stream().mapToLong(l -> l.output().size()).max().orElse(0);
    }
}
