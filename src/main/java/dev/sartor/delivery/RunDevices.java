package dev.sartor.delivery;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.device.factory.Devices;
import dev.sartor.latency.table.LatencyTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reachable devices of a run's latency tables: same device specification, processor and runtime. Closed together. */
public final class RunDevices implements AutoCloseable {
    private final Map<LatencyTable, Device> byTable = new LinkedHashMap<>();
    private final List<String> unavailable = new ArrayList<>();

    private RunDevices() {}

    /**
     * Opens devices of this machine, and of another one if a command to reach it is given.
     *
     * @param via the command that starts an agent on another machine, for the tables whose device is not this machine
     * @throws UserError if no agent answers
     */
    public static RunDevices open(List<LatencyTable> tables, Optional<String> via) {
        var devices = new RunDevices();
        try {
            for (LatencyTable table : tables) {
                if (!devices.openLocal(table)
                        && !via.map(v -> devices.openRemote(table, v)).orElse(false)) {
                    devices.unavailable.add(table.name());
                }
            }
            return devices;
        } catch (RuntimeException e) {
            devices.close();
            throw e;
        }
    }

    private boolean openLocal(LatencyTable table) {
        try {
            return addIfSameKind(
                    table, Devices.open(table.certificate().device().device()));
        } catch (UserError e) {
            // this machine lacks the execution provider or the processors: the table belongs to another machine
            return false;
        }
    }

    private boolean openRemote(LatencyTable table, String via) {
        return addIfSameKind(table, Devices.open(table.certificate().device().device(), via));
    }

    private boolean addIfSameKind(LatencyTable table, Device device) {
        boolean same = DeviceDifferences.isSameKind(table.certificate().device(), device.description());
        if (same) {
            byTable.put(table, device);
        } else {
            device.close();
        }
        return same;
    }

    /** A device for each table that can be measured. */
    public Map<LatencyTable, Device> byTable() {
        return byTable;
    }

    /** The tables whose device cannot be reached. */
    public List<String> unavailable() {
        return List.copyOf(unavailable);
    }

    @Override
    public void close() {
        byTable.values().forEach(Device::close);
    }
}
