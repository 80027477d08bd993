package dev.sartor.device;

import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.DeviceSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a measured latency depends on, for the certificate of a table.
 *
 * @param device   the requested device: provider, threads, batch size, precision
 * @param machine  the hardware and its operating system
 * @param state    the state that changes while it runs
 * @param runtime  the software that runs models
 * @param settings the settings of the runtime
 */
public record DeviceDescription(
        DeviceSpec device, Machine machine, MachineState state, RuntimeBuild runtime, Map<String, String> settings) {
    public DeviceDescription {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * A runtime.
     *
     * @param build identifier of the build, or {@code unknown}
     */
    public record RuntimeBuild(String name, String version, String build) {}
}
