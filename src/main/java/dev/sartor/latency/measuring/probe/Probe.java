package dev.sartor.latency.measuring.probe;

import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;

/**
 * A network to be timed.
 *
 * @param key unique among the probes of one measurement
 */
public record Probe(String key, Network network, Timing timing) {
    private static final long SESSION_BYTES = 1 << 19;

    /** How a probe is timed. */
    public enum Timing {
        /** Whole runs, in a session that stays open between visits. */
        RUNS,
        /** Segments, by the runtime's profiler, in a new session for each visit. */
        SEGMENTS
    }

    public Probe(String key, Network network) {
        this(key, network, Timing.RUNS);
    }

    /** A whole network. */
    public static Probe whole(Network network) {
        return new Probe("net:" + MeasuredNetwork.segmentTexts(network) + "@" + network.input(), network);
    }

    /** A whole network, segment by segment. */
    public static Probe profiled(Network network) {
        return new Probe(
                "profile:" + MeasuredNetwork.segmentTexts(network) + "@" + network.input(), network, Timing.SEGMENTS);
    }

    /** The key of one segment by its index, if segments are timed. */
    public String segmentKey(int index) {
        return key + "#" + index;
    }

    /**
     * Estimated memory between visits: runtimes keep the weights of an open session twice (as given, and packed for their
     * kernels) and a few of the largest tensors. A profiled session is open only during a visit.
     */
    public long bytesBetweenVisits(Precision precision) {
        return switch (timing) {
            case RUNS -> SESSION_BYTES + precision.bytes(2 * network.params() + 3 * largestTensor());
            case SEGMENTS -> 0;
        };
    }

    private long largestTensor() {
        return network.layers().stream().mapToLong(l -> l.output().size()).max().orElse(0);
    }
}
