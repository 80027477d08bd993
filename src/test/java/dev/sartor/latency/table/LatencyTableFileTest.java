package dev.sartor.latency.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.Trust;
import dev.sartor.latency.statistics.Agreement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LatencyTableFileTest {
    @TempDir
    Path folder;

    private static String golden(String name) throws IOException {
        try (InputStream in = LatencyTableFileTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path goldenFiles() throws IOException {
        Files.writeString(folder.resolve("golden.json"), golden("golden.json"));
        return Files.writeString(folder.resolve("golden.csv"), golden("golden.csv"));
    }

    @Test
    void theFormatOfBothFilesDoesNotChange() throws IOException {
        LatencyTableFile.write(
                SampleTables.of("golden", SampleTables.units(), SampleTables.certificate(SampleTables.calibration())),
                folder.resolve("golden.csv"));
        assertEquals(golden("golden.csv"), Files.readString(folder.resolve("golden.csv")));
        assertEquals(golden("golden.json"), Files.readString(folder.resolve("golden.json")));
    }

    @Test
    void aTableThatWasReadIsWrittenWithTheSameBytes() throws IOException {
        LatencyTable table = LatencyTableFile.read(goldenFiles());
        assertEquals("golden", table.name());
        assertEquals(SampleTables.units(), List.copyOf(table.units()));
        LatencyTableFile.write(table, folder.resolve("again.csv"));
        assertEquals(golden("golden.csv"), Files.readString(folder.resolve("again.csv")));
        assertEquals(golden("golden.json"), Files.readString(folder.resolve("again.json")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomLatenciesSurviveTheRoundTrip(long seed) {
        var random = new SplittableRandom(seed);
        List<UnitLatency> units = random.longs(50)
                .mapToObj(key -> {
                    double[] ms = random.doubles(3, 0, Math.pow(10, random.nextInt(-9, 7)))
                            .sorted()
                            .toArray();
                    return new UnitLatency(
                            "key" + key, "kind", ms[1], ms[0], ms[2], random.nextInt(1, 1000), random.nextDouble());
                })
                .toList();
        assertEquals(units, UnitCsv.parse(UnitCsv.format(units), "test"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a,b,1,0.5,2,3,-1; cost_ms must be a number of at least 0, not -1.0",
                "a,b,-1,0.5,2,3,1; median_ms must be",
                "a,b,1,1.5,2,3,1; must ascend",
                "a,b,1,0.5,2,0,1; n must be at least 1",
                "a,b,1,0.5,2,3; this row has 6 fields instead of 7",
                "a,b,NaN,0.5,2,3,1; median_ms must be a number",
                "a,b,1,-0.5,2,3,1; p10_ms must be a number of at least 0",
                "a,b,0,0,-1,3,1; p90_ms must be a number of at least 0",
                "a,b,1,,2,3,1; p10_ms must be a number",
                "a,b,1,0.5,2,,1; n must be a number",
                "a,b,1,0.5,2,2147483648,1; n must be a whole number",
                "a,b,0x1p3,0.5,20,3,1; is not a number",
                "a,b,1,0.5,2,3.5,1; n must be a whole number",
                ",b,1,0.5,2,3,1; a unit needs a key",
                "stem_k3_s1_c8_nre@1x16x16,stem,1,0.5,2,3,1; is in the table twice, first in line 2"
            })
    void theErrorForABadRowNamesItsLine(String row, String what) throws IOException {
        Path csv = goldenFiles();
        Files.writeString(csv, golden("golden.csv") + row + "\n");
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertTrue((e.where() + " ").startsWith(csv + ":5 "), e.where());
        assertTrue(e.getMessage().toLowerCase().contains(what.strip().toLowerCase()), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows lines", "byte order mark", "quotes", "semicolons", "utf-16"})
    void aTableThatAnotherProgramRewroteIsReadWithTheSameValues(String change) throws IOException {
        Path csv = goldenFiles();
        String text = golden("golden.csv");
        Files.write(
                csv,
                switch (change) {
                    case "windows lines" -> text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
                    case "byte order mark" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
                    case "quotes" -> text.replaceAll("([^,\n]+)", "\"$1\"").getBytes(StandardCharsets.UTF_8);
                    case "semicolons" ->
                        text.replace(',', ';').replace('.', ',').getBytes(StandardCharsets.UTF_8);
                    default -> text.getBytes(StandardCharsets.UTF_16);
                });
        assertEquals(
                SampleTables.units(), List.copyOf(LatencyTableFile.read(csv).units()));
    }

    @Test
    void aChangedValueIsDetectedInAnyNotation() throws IOException {
        Path csv = goldenFiles();
        Files.writeString(csv, golden("golden.csv").replace("0.0125", "0.0124").replace("\n", "\r\n"));
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertTrue(e.getMessage().contains("do not belong together"), e.getMessage());
    }

    private LatencyTable tableWithCost(double ms) {
        return SampleTables.of(
                "mine",
                List.of(new UnitLatency("head_o10@32x4x4", "head", ms, ms, ms, 1, ms)),
                SampleTables.certificate(SampleTables.calibration()));
    }

    private static double cost(LatencyTable table) {
        return table.units().iterator().next().costMs();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aProcessKilledBetweenTwoStepsLeavesTheOldTableOrTheNewOne(int steps) throws IOException {
        Path csv = folder.resolve("mine.csv");
        LatencyTableFile.write(tableWithCost(1), csv);
        LatencyTableFile.writeSteps(tableWithCost(2), csv).stream().limit(steps).forEach(Runnable::run);
        // the second step makes the new table the valid one
        assertEquals(steps < 2 ? 1 : 2, cost(LatencyTableFile.read(csv)));
        LatencyTableFile.write(tableWithCost(3), csv);
        assertEquals(3, cost(LatencyTableFile.read(csv)));
        assertEquals(
                List.of("mine.csv", "mine.json"),
                Arrays.stream(folder.toFile().list()).sorted().toList());
    }

    /** A validation changes the certificate alone: no moment has a new certificate and rows that wait to be moved. */
    @Test
    void ifTheRowsStayTheSameOneMoveReplacesTheCertificate() throws IOException {
        Path csv = folder.resolve("mine.csv");
        LatencyTable table = tableWithCost(1);
        LatencyTableFile.write(table, csv);
        LatencyTable validated =
                // Agreement: networks, MAPE, RMSPE, shares within 5 and 10 %, tau, bias
                table.withValidation(SampleTables.validated(new Agreement(40, 0.02, 0.03, 0.9, 1, 0.9, 0)));
        LatencyTableFile.writeSteps(validated, csv).getFirst().run();
        assertEquals(2, LatencyTableFile.read(csv).certificate().validations().size());
        assertEquals(
                List.of("mine.csv", "mine.json"),
                Arrays.stream(folder.toFile().list()).sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aFirstTableIsReadAfterItsCertificateWasWritten(int steps) {
        Path csv = folder.resolve("mine.csv");
        LatencyTableFile.writeSteps(tableWithCost(2), csv).stream().limit(steps).forEach(Runnable::run);
        assertEquals(2, cost(LatencyTableFile.read(csv)));
    }

    @Test
    void certificatesOfEarlierReleasesAreRead() throws IOException {
        Path csv = goldenFiles();
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(golden("golden.json"));
        json.remove(List.of("trust", "validations", "disturbed"));
        json.put("format", 1);
        Files.writeString(folder.resolve("golden.json"), json.toString());
        Certificate c = LatencyTableFile.read(csv).certificate();
        assertEquals(List.of(), c.validations());
        assertEquals(Trust.Verdict.AT_THE_NOISE_FLOOR, c.quality().trust().verdict());
        json.remove("heldOut");
        Files.writeString(folder.resolve("golden.json"), json.toString());
        assertEquals(
                Trust.Verdict.NOT_JUDGED,
                LatencyTableFile.read(csv).certificate().quality().trust().verdict());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"seed\"; \"sead\"; it has no 'seed'",
                "\"offsetMs\"; \"offset\"; it has an unknown field 'calibration.offset'",
                "\"msPerMiB\" : 0.25; \"msPerMiB\" : -1; a weight term must not be negative",
                "\"rounds\" : 30; \"rounds\" : [1]; 'discipline.rounds' has a wrong value"
            })
    void aBadCertificateIsExplainedInPlainWords(String from, String to, String why) throws IOException {
        Path csv = goldenFiles();
        String text = golden("golden.json");
        assertTrue(text.contains(from.strip()), from);
        Files.writeString(folder.resolve("golden.json"), text.replaceFirst(Pattern.quote(from.strip()), to.strip()));
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertTrue(e.getMessage().toLowerCase().contains(why.strip()), e.getMessage());
    }

    @Test
    void aFileTruncatedWithinALineIsDetected() throws IOException {
        Path csv = goldenFiles();
        String text = golden("golden.csv");
        Files.writeString(csv, text.substring(0, text.length() - 1));
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertEquals(csv + ":4", e.where());
        Files.writeString(csv, "");
        assertEquals(
                csv + ":1",
                assertThrows(UserError.class, () -> LatencyTableFile.read(csv)).where());
    }

    @Test
    void aFileTruncatedAfterALineDoesNotMatchItsCertificate() throws IOException {
        Path csv = goldenFiles();
        String text = golden("golden.csv");
        Files.writeString(csv, text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertTrue(e.getMessage().contains("do not belong together"), e.getMessage());
    }

    @Test
    void unknownColumnsAreRefused() throws IOException {
        Path csv = goldenFiles();
        Files.writeString(csv, golden("golden.csv").replace("p90_ms", "p99_ms"));
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertEquals(csv + ":1", e.where());
        assertTrue(e.fix().contains(UnitCsv.HEADER), e.fix());
    }

    @Test
    void rowsOfTwoTablesAreNeverMixed() throws IOException {
        Path csv = goldenFiles();
        // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
        String other = UnitCsv.format(List.of(new UnitLatency("head_o10@32x4x4", "head", 1, 1, 1, 1, 1)));
        Files.writeString(csv, golden("golden.csv") + other.substring(other.indexOf('\n') + 1));
        assertTrue(assertThrows(UserError.class, () -> LatencyTableFile.read(csv))
                .getMessage()
                .contains("do not belong together"));
        Files.writeString(csv, golden("golden.csv") + other);
        assertEquals(
                csv + ":5 median_ms",
                assertThrows(UserError.class, () -> LatencyTableFile.read(csv)).where());
    }

    @Test
    void aTableWithoutItsCertificateIsRefused() throws IOException {
        Path csv = goldenFiles();
        Files.delete(folder.resolve("golden.json"));
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertTrue(e.where().endsWith("golden.json"), e.where());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"format\" : 2; \"format\" : 3; golden.json",
                "\"seed\"; \"sead\"; golden.json",
                "\"rounds\" : 30; \"rounds\" : x; golden.json:43"
            })
    void theErrorForABadCertificateNamesItsLineIfItIsKnown(String from, String to, String where) throws IOException {
        Path csv = goldenFiles();
        Files.writeString(folder.resolve("golden.json"), golden("golden.json").replace(from.strip(), to.strip()));
        UserError e = assertThrows(UserError.class, () -> LatencyTableFile.read(csv));
        assertEquals(folder.resolve(where).toString(), e.where());
        assertTrue(e.getMessage().startsWith("not a latency certificate"), e.getMessage());
    }

    @Test
    void aMissingTableIsAUserError() {
        assertThrows(UserError.class, () -> LatencyTableFile.read(folder.resolve("none.csv")));
    }

    @Test
    void theListOfAFolderContainsItsTablesAndTheErrorsOfUnreadableFiles() throws IOException {
        goldenFiles();
        Files.writeString(folder.resolve("bad.csv"), "nothing\n");
        Files.writeString(folder.resolve("README.md"), "not a table");
        List<LatencyTables.Entry> entries = LatencyTables.list(folder);
        assertEquals(2, entries.size());
        assertTrue(entries.getFirst().problem().orElseThrow().where().endsWith("bad.csv:1"));
        assertEquals(3, entries.getLast().table().orElseThrow().units().size());
        assertEquals(List.of(), LatencyTables.list(folder.resolve("none")));
    }
}
