package dev.sartor.delivery;

import dev.sartor.arch.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.Devices;
import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.LatencyTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The devices of a run's latency tables that are at hand: same request, processor and runtime. Closed together. */
public final class RunDevices implements AutoCloseable {
    private final Map<LatencyTable, Device> byTable = new LinkedHashMap<>();
    private final List<String> absent = new ArrayList<>();

    private RunDevices() {
    }

    /** Opens what can be opened here. */
    public static RunDevices open(List<LatencyTable> tables) {
        var devices = new RunDevices();
        try {
            tables.forEach(devices::open);
            return devices;
        } catch (RuntimeException e) {
            devices.close();
            throw e;
        }
    }

    private void open(LatencyTable table) {
        try {
            Device device = Devices.open(table.certificate().device().device());
            if (LatencyTables.sameKind(table.certificate().device(), device.description())) {
                byTable.put(table, device);
            } else {
                device.close();
                absent.add(table.name());
            }
        } catch (UserError e) {
            // this machine lacks the provider or the processors: the table is of another machine
            absent.add(table.name());
        }
    }

    /** A device for each table that can be measured here. */
    public Map<LatencyTable, Device> byTable() {
        return byTable;
    }

    /** Tables of devices that are not this one. */
    public List<String> absent() {
        return List.copyOf(absent);
    }

    @Override
    public void close() {
        byTable.values().forEach(Device::close);
    }
}
