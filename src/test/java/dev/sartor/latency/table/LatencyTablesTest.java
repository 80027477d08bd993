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

/** Tables that are given side by side: of several devices, but never of one device with two runtimes. */
class LatencyTablesTest {
    @TempDir
    private Path folder;

    /** A table whose certificate was changed in one place. */
    private Path table(String name, String from, String to) throws IOException {
        Path csv = folder.resolve(name + ".csv");
        Files.createDirectories(csv.getParent());
        LatencyTableFile.write(
                SampleTables.of(
                        csv.getFileName().toString().replace(".csv", ""),
                        SampleTables.units(),
                        SampleTables.certificate(SampleTables.calibration())),
                csv);
        Path json = LatencyTableFile.certificateOf(csv);
        String text = Files.readString(json);
        assertTrue(text.contains(from), from);
        Files.writeString(json, text.replace(from, to));
        return csv;
    }

    private Path table(String name) throws IOException {
        return table(name, "fake", "fake");
    }

    private UserError refused(Path first, Path second) {
        return assertThrows(UserError.class, () -> LatencyTables.readTogether(List.of(first, second)));
    }

    @Test
    void tablesOfOneDeviceWithTwoRuntimesAreRefusedWithWhatDiffers() throws IOException {
        Path later = table("later", "\"version\" : \"1\"", "\"version\" : \"2\"");
        UserError e = refused(table("earlier"), later);
        assertEquals(
                "the tables earlier and later are of the same device with different runtimes: runtime: was fake 1 (1),"
                        + " is fake 2 (1)",
                e.getMessage());
        assertEquals(later.toString(), e.where());
        assertTrue(e.fix().contains("sartor profile --only stale"), e.fix());
    }

    @Test
    void anotherSettingOfTheRuntimeIsAnotherRuntime() throws IOException {
        UserError e = refused(
                table("earlier"), table("later", "\"settings\" : { }", "\"settings\" : {\"spinning\" : \"none\"}"));
        assertTrue(e.getMessage().endsWith("setting 'spinning': was not set, is none"), e.getMessage());
    }

    @Test
    void tablesOfTwoMachinesOrOfOneRuntimeGoTogether() throws IOException {
        Path another = table("another", "\"cpu\" : \"Fake 1\"", "\"cpu\" : \"another\"");
        List<LatencyTable> tables = LatencyTables.readTogether(List.of(table("one"), another, table("again")));
        assertEquals(
                List.of("one", "another", "again"),
                tables.stream().map(LatencyTable::name).toList());
    }

    @Test
    void ofMachinesThatDoNotSayWhatTheyAreNobodyKnowsThatTheyAreOne() throws IOException {
        Path one = table("one", "\"cpu\" : \"Fake 1\"", "\"cpu\" : \"unknown\"");
        Path other = table("other", "\"cpu\" : \"Fake 1\"", "\"cpu\" : \"unknown\"");
        Files.writeString(
                LatencyTableFile.certificateOf(other),
                Files.readString(LatencyTableFile.certificateOf(other))
                        .replace("\"version\" : \"1\"", "\"version\" : \"2\""));
        assertEquals(2, LatencyTables.readTogether(List.of(one, other)).size());
    }

    @Test
    void twoTablesOfOneNameAreRefused() throws IOException {
        assertTrue(refused(table("here/mine"), table("there/mine")).getMessage().contains("named mine"));
    }
}
