package dev.sartor.latency.measuring.probe;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A {@link Probe} whose segments (stem, blocks and head) are timed by the runtime's profiler, which writes its report when a
 * session ends.
 */
final class SegmentTimesProbe implements OpenProbe {
    /** Warm-up runs of a session, whose times are discarded. */
    private static final int DISCARDED = 5;

    private static final int TIMED = 5;

    private final NodeTimingDevice device;
    private final Probe probe;
    private final Function<Network, byte[]> onnx;
    private final SegmentTimes segments;

    private SegmentTimesProbe(NodeTimingDevice device, Probe probe, Function<Network, byte[]> onnx) {
        this.device = device;
        this.probe = probe;
        this.onnx = onnx;
        this.segments = new SegmentTimes(probe.network());
    }

    /** @throws UserError for a device that does not time nodes */
    static SegmentTimesProbe open(Device device, Probe probe, Function<Network, byte[]> onnx) {
        if (!(device instanceof NodeTimingDevice timing)) {
            throw new UserError(
                    "this device has no profiler for the parts of a model",
                    "device " + device.description().device().text(),
                    "measure units by chain differences");
        }
        return new SegmentTimesProbe(timing, probe, onnx);
    }

    @Override
    public String key() {
        return probe.key();
    }

    /** One visit for the whole network, then one for each segment. */
    @Override
    public List<Visit> visit() {
        double[][] runs = device.nodeTimes(onnx.apply(probe.network()), DISCARDED, TIMED).stream()
                .map(segments::perSegment)
                .toArray(double[][]::new);
        List<Visit> visits = new ArrayList<>();
        visits.add(Visit.of(
                probe.key(),
                Arrays.stream(runs).mapToDouble(run -> Arrays.stream(run).sum()).toArray()));
        for (int index = 0; index < probe.network().segments().size(); index++) {
            int segment = index;
            visits.add(Visit.of(
                    probe.segmentKey(segment),
                    Arrays.stream(runs).mapToDouble(run -> run[segment]).toArray()));
        }
        return visits;
    }

    @Override
    public void close() {
        // no session is open between visits
    }
}
