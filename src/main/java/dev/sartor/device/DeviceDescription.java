package dev.sartor.device;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a measured time depends on, for a table's certificate.
 *
 * @param device   the canonical text of what was asked for
 * @param machine  the hardware and its system
 * @param state    what changes while it runs
 * @param runtime  the software that runs models
 * @param settings how the runtime was told to run them
 */
public record DeviceDescription(DeviceSpec device, Machine machine, MachineState state, RuntimeBuild runtime,
                                Map<String, String> settings) {
    public DeviceDescription {
        SortedMap<String, String> sorted = new TreeMap<>(settings);
        settings = java.util.Collections.unmodifiableSortedMap(sorted);
    }

    /**
     * A runtime.
     *
     * @param build what its maker calls this build, or {@code unknown}
     */
    public record RuntimeBuild(String name, String version, String build) {
    }
}
