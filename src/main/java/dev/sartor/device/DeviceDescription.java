package dev.sartor.device;

import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.DeviceSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a measured time depends on, for a table's certificate.
 *
 * @param device   what was asked for: provider, threads, batch, precision
 * @param machine  the hardware and its system
 * @param state    what changes while it runs
 * @param runtime  the software that runs models
 * @param settings how the runtime was told to run them
 */
public record DeviceDescription(
        DeviceSpec device, Machine machine, MachineState state, RuntimeBuild runtime, Map<String, String> settings) {
    public DeviceDescription {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * A runtime.
     *
     * @param build what its maker calls this build, or {@code unknown}
     */
    public record RuntimeBuild(String name, String version, String build) {}
}
