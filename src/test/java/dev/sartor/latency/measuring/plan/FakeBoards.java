package dev.sartor.latency.measuring.plan;

import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.Validator;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.schedule.InterleavedMeasurement;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.network.Network;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Simulated boards that are measured together, by name. */
public record FakeBoards(SortedMap<String, FakeDevice> byName) {

    /** Boards with the names a, b and so on. */
    public static FakeBoards of(FakeDevice... devices) {
        SortedMap<String, FakeDevice> byName = new TreeMap<>();
        for (FakeDevice device : devices) {
            byName.put(String.valueOf((char) ('a' + byName.size())), device);
        }
        return new FakeBoards(byName);
    }

    public FakeDevice board(String name) {
        return byName.get(name);
    }

    private Boards boards() {
        Map<String, Supplier<Device>> suppliers = new TreeMap<>();
        byName.forEach((name, device) -> suppliers.put(name, () -> device));
        return Boards.open(suppliers);
    }

    /** The model file of a network, which every board is told. */
    private byte[] model(Network network) {
        return byName.values().stream().map(d -> d.model(network)).toList().getFirst();
    }

    public Profiler profiler(MeasurementListener listener) {
        return new Profiler(
                boards(), this::model, () -> Instant.EPOCH, device -> ((FakeDevice) device).ticker(), listener);
    }

    public Validator validator() {
        return new Validator(
                boards(), this::model, device -> ((FakeDevice) device).ticker(), MeasurementListener.SILENT);
    }

    public InterleavedMeasurement measurement(MeasurementProtocol protocol, MeasurementListener listener) {
        int seed = 1;
        return new InterleavedMeasurement(
                boards(), this::model, protocol, seed, device -> ((FakeDevice) device).ticker(), listener);
    }
}
