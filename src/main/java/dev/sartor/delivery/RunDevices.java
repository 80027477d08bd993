package dev.sartor.delivery;

import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.FileCommands;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.remote.RemoteDevice;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.network.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The devices of a run's latency tables that can be reached. A device is that of a table if it has the same specification,
 * processor and runtime. All are closed together.
 */
public final class RunDevices implements AutoCloseable {
    private final Map<LatencyTable, Boards> byTable = new LinkedHashMap<>();
    private final List<String> unavailable = new ArrayList<>();

    private RunDevices() {}

    /**
     * Opens devices of this machine, and of others if commands to reach them are given. The measurements of a table are divided
     * among all machines that have its device.
     *
     * @param files   the files of the tables
     * @param vias    commands that start agents on other machines; used for the tables whose device is not this machine
     * @param consent whether commands of the tables' devices may run on this machine; without it their devices are unavailable
     * @throws UserError if no agent answers, or the user neither agrees to commands nor refuses them
     */
    public static RunDevices open(List<Path> files, List<String> vias, CommandConsent consent) {
        var devices = new RunDevices();
        try {
            List<LatencyTable> tables = LatencyTables.readCompatible(files);
            for (int i = 0; i < tables.size(); i++) {
                LatencyTable table = tables.get(i);
                if (!devices.openLocal(table, files.get(i), vias, consent) && !devices.openRemote(table, vias)) {
                    devices.unavailable.add(table.name());
                }
            }
            return devices;
        } catch (RuntimeException e) {
            devices.close();
            throw e;
        }
    }

    /** The number format of the stems of 8-bit models for the devices of tables: fp32 if it is that of all of them. */
    public static Precision int8Stem(List<Path> files) {
        List<LatencyTable> tables = LatencyTables.readCompatible(files);
        boolean inFloats = !tables.isEmpty()
                && tables.stream()
                        .allMatch(t -> t.certificate().device().device().stem() == Precision.FP32);
        return inFloats ? Precision.FP32 : Precision.INT8;
    }

    private boolean openLocal(LatencyTable table, Path file, List<String> vias, CommandConsent consent) {
        DeviceSpec device = table.certificate().device().device();
        if (!mayRun(device, file, vias, consent)) {
            return false;
        }
        try {
            return addIfSameKind(table, Boards.of(Devices.open(device, file, consent)));
        } catch (UserError e) {
            // this machine lacks the execution provider or the processors: the table belongs to another machine
            return false;
        }
    }

    /**
     * Whether the commands of a device may run on this machine. If there are agents on other machines, the user is not asked,
     * since the device is probably there.
     */
    private static boolean mayRun(DeviceSpec device, Path file, List<String> vias, CommandConsent consent) {
        FileCommands commands;
        try {
            commands = Devices.commands(device, file);
        } catch (UserError e) {
            // the device file is not on this machine
            return false;
        }
        return !vias.isEmpty() ? consent.isGiven(commands) : consent.isAllowed(commands);
    }

    /** Opens a table's device on each of the machines that have it. */
    private boolean openRemote(LatencyTable table, List<String> vias) {
        DeviceSpec device = table.certificate().device().device();
        List<String> same = vias.size() < 2
                ? vias
                : vias.stream().filter(via -> hasDevice(table, via)).toList();
        return !same.isEmpty() && addIfSameKind(table, Devices.open(device, same));
    }

    private static boolean hasDevice(LatencyTable table, String via) {
        DeviceDescription measured = table.certificate().device();
        try (Device device = Devices.open(measured.device(), via)) {
            return DeviceDifferences.isSameKind(measured, device.description());
        } catch (UserError e) {
            if (RemoteDevice.isRefusal(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Adds a device if it is that of the table, and closes it otherwise; returns whether it was added. */
    private boolean addIfSameKind(LatencyTable table, Boards boards) {
        boolean same = DeviceDifferences.isSameKind(
                table.certificate().device(), boards.first().description());
        if (same) {
            byTable.put(table, boards);
        } else {
            boards.close();
        }
        return same;
    }

    /** A device for each table that can be measured. */
    public Map<LatencyTable, Boards> byTable() {
        return byTable;
    }

    /** The names of the tables whose device cannot be reached. */
    public List<String> unavailable() {
        return List.copyOf(unavailable);
    }

    @Override
    public void close() {
        byTable.values().forEach(Boards::close);
    }
}
