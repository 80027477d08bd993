package dev.sartor.latency.measuring.probe;

import dev.sartor.device.Device;
import dev.sartor.network.Network;
import java.util.List;
import java.util.function.Function;

/** A probe that is ready to be timed. */
public sealed interface OpenProbe extends AutoCloseable permits TimedProbe, ProfiledProbe {

    /**
     * Opens a probe.
     *
     * @param onnx makes the model file of a network
     * @throws dev.sartor.device.DeviceFailure when the device cannot load or run the model
     */
    static OpenProbe open(Device device, Probe probe, Function<Network, byte[]> onnx, MeasurementClock ticker) {
        return switch (probe.timing()) {
            case RUNS -> TimedProbe.open(device, probe.key(), onnx.apply(probe.network()), ticker);
            case SEGMENTS -> ProfiledProbe.open(device, probe, onnx);
        };
    }

    /** The key of the probe. */
    String key();

    /**
     * Times a few runs.
     *
     * @throws dev.sartor.device.DeviceFailure when a run fails
     */
    List<Visit> visit();

    @Override
    void close();
}
