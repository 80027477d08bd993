package dev.sartor.device.machine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * State of a machine that affects its speed; values that the system does not report are empty.
 *
 * @param governor           the first processor's frequency governor
 * @param clockMhz           the first processor's clock
 * @param temperatureCelsius the hottest thermal zone
 */
public record MachineState(Optional<String> governor, OptionalDouble clockMhz, OptionalDouble temperatureCelsius) {
    private static final String FREQUENCY = "sys/devices/system/cpu/cpu0/cpufreq/";

    /** The present state of the machine on which this process runs. */
    public static MachineState current() {
        return read(Path.of("/"));
    }

    /**
     * The present state of the machine on which this process runs.
     *
     * @param root the root of the system files; {@code /} except in tests
     */
    public static MachineState read(Path root) {
        var files = new SystemFiles(root);
        Optional<Double> governed = files.number(FREQUENCY + "scaling_cur_freq").map(kHz -> kHz / 1000);
        Optional<Double> clock =
                governed.or(() -> files.value("proc/cpuinfo", "cpu MHz").flatMap(SystemFiles::parseNumber));
        return new MachineState(files.line(FREQUENCY + "scaling_governor"), optional(clock), hottest(files));
    }

    /** Parses the state that a device reports as text; values that are not numbers become empty. */
    public static MachineState ofReported(
            Optional<String> governor, Optional<String> clockMhz, Optional<String> temperatureCelsius) {
        return new MachineState(
                governor,
                optional(clockMhz.flatMap(SystemFiles::parseNumber)),
                optional(temperatureCelsius.flatMap(SystemFiles::parseNumber)));
    }

    private static OptionalDouble hottest(SystemFiles files) {
        return files.entryNames("sys/class/thermal", "thermal_zone").stream()
                .flatMap(zone -> files.number("sys/class/thermal/" + zone + "/temp").stream())
                .mapToDouble(milli -> milli / 1000)
                .max();
    }

    private static OptionalDouble optional(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
