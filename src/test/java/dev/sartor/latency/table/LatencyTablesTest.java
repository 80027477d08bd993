package dev.sartor.latency.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables for one command may be of several devices, but not of one device with two runtimes. */
class LatencyTablesTest {
    @TempDir
    private Path folder;

    /** Writes a table and replaces a text in its certificate. */
    private Path table(String name, String from, String to) throws IOException {
        Path csv = folder.resolve(name + ".csv");
        Files.createDirectories(csv.getParent());
        LatencyTableFile.write(
                SampleTables.of(
                        csv.getFileName().toString().replace(".csv", ""),
                        SampleTables.units(),
                        SampleTables.certificate(SampleTables.calibration())),
                csv);
        Path json = LatencyTableFile.certificatePath(csv);
        String text = Files.readString(json);
        assertTrue(text.contains(from), from);
        Files.writeString(json, text.replace(from, to));
        return csv;
    }

    private Path table(String name) throws IOException {
        return table(name, "fake", "fake");
    }

    private UserError refused(Path first, Path second) {
        return assertThrows(UserError.class, () -> LatencyTables.readCompatible(List.of(first, second)));
    }

    @Test
    void tablesOfOneDeviceWithTwoRuntimesAreRefusedAndTheDifferenceIsNamed() throws IOException {
        Path later = table("later", "\"version\" : \"1\"", "\"version\" : \"2\"");
        UserError e = refused(table("earlier"), later);
        assertEquals(
                "the tables earlier and later are of the same device with different runtimes: runtime: was fake 1 (1),"
                        + " is fake 2 (1)",
                e.getMessage());
        assertEquals(later.toString(), e.where());
        assertTrue(e.fix().contains("--only stale"), e.fix());
    }

    @Test
    void aDifferentRuntimeSettingIsADifferentRuntime() throws IOException {
        UserError e = refused(
                table("earlier"), table("later", "\"settings\" : { }", "\"settings\" : {\"spinning\" : \"none\"}"));
        assertTrue(e.getMessage().endsWith("setting 'spinning': was not set, is none"), e.getMessage());
    }

    @Test
    void tablesOfDifferentMachinesOrOfTheSameRuntimeAreAccepted() throws IOException {
        Path another = table("another", "\"cpu\" : \"Fake 1\"", "\"cpu\" : \"another\"");
        List<LatencyTable> tables = LatencyTables.readCompatible(List.of(table("one"), another, table("again")));
        assertEquals(
                List.of("one", "another", "again"),
                tables.stream().map(LatencyTable::name).toList());
    }

    @Test
    void machinesWithoutACpuNameAreDifferentDevices() throws IOException {
        Path one = table("one", "\"cpu\" : \"Fake 1\"", "\"cpu\" : \"unknown\"");
        Path other = table("other", "\"cpu\" : \"Fake 1\"", "\"cpu\" : \"unknown\"");
        Files.writeString(
                LatencyTableFile.certificatePath(other),
                Files.readString(LatencyTableFile.certificatePath(other))
                        .replace("\"version\" : \"1\"", "\"version\" : \"2\""));
        assertEquals(2, LatencyTables.readCompatible(List.of(one, other)).size());
    }

    @Test
    void twoTablesWithTheSameNameAreRefused() throws IOException {
        assertTrue(refused(table("here/mine"), table("there/mine")).getMessage().contains("named mine"));
    }
}
