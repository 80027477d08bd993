package dev.sartor.device;

import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.DeviceSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Description of a device: everything that a measured latency depends on. Part of the certificate of a latency table.
 *
 * @param device   the device as the user specified it: provider, threads, batch size, precision
 * @param machine  the hardware and its operating system
 * @param state    frequency governor, clock and temperature at the time of the description
 * @param runtime  the software that runs models
 * @param settings the settings of the runtime
 */
public record DeviceDescription(
        DeviceSpec device, Machine machine, MachineState state, RuntimeBuild runtime, Map<String, String> settings) {
    public DeviceDescription {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * A runtime, such as ONNX Runtime 1.29.0.
     *
     * @param build identifier of the build, or {@code unknown}
     */
    public record RuntimeBuild(String name, String version, String build) {}
}
