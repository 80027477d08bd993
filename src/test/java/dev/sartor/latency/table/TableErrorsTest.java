package dev.sartor.latency.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.device.DeviceDescription;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.MeasurementOrigin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableErrorsTest {
    private static final String PROFILE = "sartor profile --space tiny.yaml --device %s --out mine-tiny.csv";

    private static Certificate of(DeviceSpec device, Machine machine) {
        Certificate c = SampleTables.certificate(SampleTables.calibration());
        DeviceDescription d = c.device();
        MeasurementOrigin o = c.origin();
        return new Certificate(
                new MeasurementOrigin(
                        o.measuredAt(),
                        o.software(),
                        new DeviceDescription(device, machine, d.state(), d.runtime(), d.settings()),
                        o.spaces(),
                        o.seed(),
                        o.protocol()),
                c.result(),
                c.calibration(),
                c.quality(),
                c.gaps(),
                c.tableSha256());
    }

    private static Machine other() {
        Machine here = Machine.current();
        return new Machine(
                "Cortex-A76",
                here.architecture(),
                here.processors(),
                here.affinity(),
                here.virtual(),
                here.memoryBytes(),
                here.os(),
                here.kernel());
    }

    private static String fix(Certificate c) {
        return TableErrors.missingUnits("mine", c, List.of("a unit"), 2, Optional.of("tiny.yaml"))
                .fix();
    }

    @Test
    void forATableOfThisMachineTheErrorNamesTheCommandThatCompletesIt() {
        assertEquals(
                "measure them: " + PROFILE.formatted("cpu,threads=1"), fix(of(DeviceSpec.cpu(), Machine.current())));
    }

    @Test
    void forATableOfAnotherMachineTheErrorNamesTheMachineAndItsAgent() {
        assertEquals(
                "measure them on the machine of the table ('Cortex-A76', not this one), or with --via"
                        + " \"ssh HOST sartor agent\" added: " + PROFILE.formatted("cpu,threads=1"),
                fix(of(DeviceSpec.cpu(), other())));
    }

    @Test
    void tablesOfCommandDevicesAreCompletedOnThisMachine() {
        DeviceSpec phone = DeviceSpec.parse("phone.yaml");
        assertEquals("measure them: " + PROFILE.formatted("phone.yaml,threads=1"), fix(of(phone, other())));
    }

    private static String what(List<String> missing) {
        return TableErrors.missingUnits(
                        "mine", of(DeviceSpec.cpu(), Machine.current()), missing, 9, Optional.of("tiny.yaml"))
                .getMessage();
    }

    @Test
    void threeMissingUnitsAreNamedAndTheOthersCounted() {
        assertEquals("the latency table lacks 3 of 9 units: a, b, c", what(List.of("a", "b", "c")));
        assertEquals(
                "the latency table lacks 5 of 9 units: a, b, c and 2 more", what(List.of("a", "b", "c", "d", "e")));
    }
}
