package dev.sartor.device.machine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The state of a machine that its speed depends on; empty if the system does not report it.
 *
 * @param governor           the first processor's frequency governor
 * @param clockMhz           the first processor's clock
 * @param temperatureCelsius the hottest thermal zone
 */
public record MachineState(Optional<String> governor, OptionalDouble clockMhz, OptionalDouble temperatureCelsius) {
    private static final String FREQUENCY = "sys/devices/system/cpu/cpu0/cpufreq/";

    /** This machine now. */
    public static MachineState here() {
        return read(Path.of("/"));
    }

    /**
     * This machine now.
     *
     * @param root the root of the system files; {@code /} except in tests
     */
    public static MachineState read(Path root) {
        var files = new SystemFiles(root);
        Optional<Double> governed = files.number(FREQUENCY + "scaling_cur_freq").map(kHz -> kHz / 1000);
        Optional<Double> clock =
                governed.or(() -> files.value("proc/cpuinfo", "cpu MHz").flatMap(SystemFiles::parsed));
        return new MachineState(files.line(FREQUENCY + "scaling_governor"), optional(clock), hottest(files));
    }

    /** The state that another kind of device reports as text; values that are not numbers are left out. */
    public static MachineState ofReported(
            Optional<String> governor, Optional<String> clockMhz, Optional<String> temperatureCelsius) {
        return new MachineState(
                governor,
                optional(clockMhz.flatMap(SystemFiles::parsed)),
                optional(temperatureCelsius.flatMap(SystemFiles::parsed)));
    }

    private static OptionalDouble hottest(SystemFiles files) {
        return files.folderNames("sys/class/thermal", "thermal_zone").stream()
                .flatMap(zone -> files.number("sys/class/thermal/" + zone + "/temp").stream())
                .mapToDouble(milli -> milli / 1000)
                .max();
    }

    private static OptionalDouble optional(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
