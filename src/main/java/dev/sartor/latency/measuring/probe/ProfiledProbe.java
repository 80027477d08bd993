package dev.sartor.latency.measuring.probe;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A probe whose segments the runtime's profiler times. A session that was profiled tells its times only when it ends. */
final class ProfiledProbe implements OpenProbe {
    /** Runs at the start of a new session that do not count: those of a warmed-up one, and those that warm it up. */
    private static final int DISCARDED = 5;

    private static final int TIMED = 5;

    private final NodeTimingDevice device;
    private final Probe probe;
    private final Function<Network, byte[]> onnx;
    private final SegmentTimes segments;

    private ProfiledProbe(NodeTimingDevice device, Probe probe, Function<Network, byte[]> onnx) {
        this.device = device;
        this.probe = probe;
        this.onnx = onnx;
        this.segments = new SegmentTimes(probe.network());
    }

    /** @throws UserError for a device that does not time nodes */
    static ProfiledProbe open(Device device, Probe probe, Function<Network, byte[]> onnx) {
        if (!(device instanceof NodeTimingDevice timing)) {
            throw new UserError(
                    "this device has no profiler that times a model's parts",
                    "device " + device.description().device().text(),
                    "measure units by chain differences");
        }
        return new ProfiledProbe(timing, probe, onnx);
    }

    @Override
    public String key() {
        return probe.key();
    }

    /** A visit for each segment that has nodes, and one for all of them together. */
    @Override
    public List<Visit> visit() {
        double[][] runs = device.nodeTimes(onnx.apply(probe.network()), DISCARDED, TIMED).stream()
                .map(segments::of)
                .toArray(double[][]::new);
        List<Visit> visits = new ArrayList<>();
        visits.add(Visit.of(
                probe.key(),
                Arrays.stream(runs).mapToDouble(run -> Arrays.stream(run).sum()).toArray()));
        for (int place = 0; place < probe.network().segments().size(); place++) {
            int segment = place;
            visits.add(Visit.of(
                    probe.segmentKey(place),
                    Arrays.stream(runs).mapToDouble(run -> run[segment]).toArray()));
        }
        return visits;
    }

    @Override
    public void close() {
        // nothing is open between visits
    }
}
