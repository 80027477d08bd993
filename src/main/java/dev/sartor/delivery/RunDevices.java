package dev.sartor.delivery;

import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.FileCommands;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The devices of a run's latency tables that can be reached. A device is that of a table if it has the same specification,
 * processor and runtime. All are closed together.
 */
public final class RunDevices implements AutoCloseable {
    private final Map<LatencyTable, Device> byTable = new LinkedHashMap<>();
    private final List<String> unavailable = new ArrayList<>();

    private RunDevices() {}

    /**
     * Opens devices of this machine, and of another one if a command to reach it is given.
     *
     * @param files   the files of the tables
     * @param via     the command that starts an agent on another machine; used for the tables whose device is not this machine
     * @param consent whether commands of the tables' devices may run on this machine; without it their devices are unavailable
     * @throws UserError if no agent answers, or the user neither agrees to commands nor refuses them
     */
    public static RunDevices open(List<Path> files, Optional<String> via, CommandConsent consent) {
        var devices = new RunDevices();
        try {
            List<LatencyTable> tables = LatencyTables.readCompatible(files);
            for (int i = 0; i < tables.size(); i++) {
                LatencyTable table = tables.get(i);
                if (!devices.openLocal(table, files.get(i), via, consent)
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

    private boolean openLocal(LatencyTable table, Path file, Optional<String> via, CommandConsent consent) {
        DeviceSpec device = table.certificate().device().device();
        if (!mayRun(device, file, via, consent)) {
            return false;
        }
        try {
            return addIfSameKind(table, Devices.open(device, file, consent));
        } catch (UserError e) {
            // this machine lacks the execution provider or the processors: the table belongs to another machine
            return false;
        }
    }

    /**
     * Whether the commands of a device may run on this machine. If there is an agent on another machine, the user is not asked,
     * since the device is probably there.
     */
    private static boolean mayRun(DeviceSpec device, Path file, Optional<String> via, CommandConsent consent) {
        FileCommands commands;
        try {
            commands = Devices.commands(device, file);
        } catch (UserError e) {
            // the device file is not on this machine
            return false;
        }
        return via.isPresent() ? consent.isGiven(commands) : consent.isAllowed(commands);
    }

    private boolean openRemote(LatencyTable table, String via) {
        return addIfSameKind(table, Devices.open(table.certificate().device().device(), via));
    }

    /** Adds a device if it is that of the table, and closes it otherwise; returns whether it was added. */
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

    /** The names of the tables whose device cannot be reached. */
    public List<String> unavailable() {
        return List.copyOf(unavailable);
    }

    @Override
    public void close() {
        byTable.values().forEach(Device::close);
    }
}
