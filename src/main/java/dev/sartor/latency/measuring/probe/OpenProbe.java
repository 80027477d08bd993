package dev.sartor.latency.measuring.probe;

import dev.sartor.device.Device;
import dev.sartor.network.Network;
import java.util.List;
import java.util.function.Function;

/** A {@link Probe} that is ready to be timed. */
public sealed interface OpenProbe extends AutoCloseable permits WholeRunProbe, SegmentTimesProbe {

    /**
     * Opens a probe.
     *
     * @param onnx makes the model file of a network
     * @throws dev.sartor.device.DeviceFailure when the device cannot load or run the model
     */
    static OpenProbe open(Device device, Probe probe, Function<Network, byte[]> onnx, MeasurementClock clock) {
        return switch (probe.timing()) {
            case RUNS -> WholeRunProbe.open(device, probe.key(), onnx.apply(probe.network()), clock);
            case SEGMENTS -> SegmentTimesProbe.open(device, probe, onnx);
        };
    }

    /** The key of the probe. */
    String key();

    /**
     * Times a few runs. The result is one visit, or several if the segments of the network are timed.
     *
     * @throws dev.sartor.device.DeviceFailure when a run fails
     */
    List<Visit> visit();

    @Override
    void close();
}
