package dev.sartor.device.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * The hardware that a device runs on and its operating system.
 *
 * @param cpu          name of the processor
 * @param processors   number of processors that this process may use
 * @param affinity     the numbers of the allowed processors, such as {@code 0-1}, or {@code unknown}
 * @param virtual      whether the processor runs under a hypervisor, where other machines may disturb
 * @param architecture {@code amd64}, {@code aarch64} …
 */
public record Machine(
        String cpu,
        String architecture,
        int processors,
        String affinity,
        boolean virtual,
        long memoryBytes,
        String os,
        String kernel) {
    /** Stands for what the system does not report. */
    public static final String UNKNOWN = "unknown";

    /** The machine on which this process runs. */
    public static Machine current() {
        return read(Path.of("/"));
    }

    /**
     * The machine on which this process runs.
     *
     * @param root the root of the system files; {@code /} except in tests
     */
    public static Machine read(Path root) {
        var files = new SystemFiles(root);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String architecture = System.getProperty("os.arch");
        return new Machine(
                files.value("proc/cpuinfo", "model name").orElse(UNKNOWN),
                architecture,
                Runtime.getRuntime().availableProcessors(),
                files.value("proc/self/status", "Cpus_allowed_list").orElse(UNKNOWN),
                files.value("proc/cpuinfo", "flags")
                        .map(flags -> (" " + flags + " ").contains(" hypervisor "))
                        .orElse(false),
                system.getTotalMemorySize(),
                files.value("etc/os-release", "PRETTY_NAME").orElse(System.getProperty("os.name")),
                System.getProperty("os.version"));
    }
}
