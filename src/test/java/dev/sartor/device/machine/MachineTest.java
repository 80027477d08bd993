package dev.sartor.device.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    Path root;

    @Test
    void systemFilesAreRead() throws IOException {
        writeFile(
                "proc/cpuinfo",
                "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\ncpu MHz\t\t: 2595.1\nflags\t\t: fpu avx2 hypervisor\n"
                        + "\nprocessor\t: 1\nmodel name\t: Another\n");
        writeFile("proc/self/status", "Name:\tjava\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n");
        writeFile("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n");
        Machine machine = Machine.read(root);
        assertEquals("Some CPU @ 3 GHz", machine.cpu());
        assertEquals("0-1", machine.affinity());
        assertEquals("Debian GNU/Linux 13 (trixie)", machine.os());
        assertTrue(machine.virtual());
        assertEquals(
                // MachineState: governor, clock in MHz, temperature
                new MachineState(Optional.empty(), OptionalDouble.of(2595.1), OptionalDouble.empty()),
                MachineState.read(root));
    }

    @Test
    void governorClockAndHighestTemperatureAreRead() throws IOException {
        writeFile("proc/cpuinfo", "cpu MHz\t\t: 1\n");
        writeFile("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
        writeFile("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1800000\n");
        writeFile("sys/class/thermal/thermal_zone0/temp", "41500\n");
        writeFile("sys/class/thermal/thermal_zone1/temp", "63000\n");
        writeFile("sys/class/thermal/thermal_zone2/temp", "broken\n");
        writeFile("sys/class/thermal/cooling_device0/temp", "99000\n");
        assertEquals(
                new MachineState(Optional.of("powersave"), OptionalDouble.of(1800), OptionalDouble.of(63)),
                MachineState.read(root));
    }

    @Test
    void unreportedPropertiesAreUnknown() {
        Machine machine = Machine.read(root);
        assertEquals(Machine.UNKNOWN, machine.cpu());
        assertEquals(Machine.UNKNOWN, machine.affinity());
        assertFalse(machine.virtual());
        assertEquals(System.getProperty("os.name"), machine.os());
        assertEquals(
                new MachineState(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                MachineState.read(root));
    }

    private void writeFile(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
