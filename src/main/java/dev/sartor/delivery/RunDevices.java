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

/** The devices of a run's latency tables that are at hand: same request, processor and runtime. Closed together. */
public final class RunDevices implements AutoCloseable {
    private final Map<LatencyTable, Device> byTable = new LinkedHashMap<>();
    private final List<String> absent = new ArrayList<>();

    private RunDevices() {}

    /**
     * Opens what is here, and what is there.
     *
     * @param via the command that leads to an agent on another machine, for tables of devices that this one is not
     * @throws UserError if no agent answers
     */
    public static RunDevices open(List<LatencyTable> tables, Optional<String> via) {
        var devices = new RunDevices();
        try {
            for (LatencyTable table : tables) {
                if (!devices.openHere(table)
                        && !via.map(v -> devices.openThere(table, v)).orElse(false)) {
                    devices.absent.add(table.name());
                }
            }
            return devices;
        } catch (RuntimeException e) {
            devices.close();
            throw e;
        }
    }

    private boolean openHere(LatencyTable table) {
        try {
            return keep(table, Devices.open(table.certificate().device().device()));
        } catch (UserError e) {
            // this machine lacks the provider or the processors: the table is of another machine
            return false;
        }
    }

    private boolean openThere(LatencyTable table, String via) {
        return keep(table, Devices.open(table.certificate().device().device(), via));
    }

    private boolean keep(LatencyTable table, Device device) {
        boolean same = DeviceDifferences.sameKind(table.certificate().device(), device.description());
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

    /** Tables of devices that are neither here nor there. */
    public List<String> absent() {
        return List.copyOf(absent);
    }

    @Override
    public void close() {
        byTable.values().forEach(Device::close);
    }
}
