package dev.sartor.latency.measuring.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.Board;
import dev.sartor.latency.measuring.probe.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementLogTest {
    // Subject: device, software, number of models, their hash, rounds, seed
    private static final MeasurementLog.Subject SUBJECT =
            new MeasurementLog.Subject("cpu", "runtime 1", 3, "abc", 30, 7);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = MeasurementLog.pathFor(folder.resolve("mine.csv"), "measurements");
    }

    private void write() {
        try (MeasurementLog log = MeasurementLog.open(file, SUBJECT, new Measurements())) {
            // Line: round, visits, refused models, seconds, disturbed, board
            log.append(new MeasurementLog.Line(
                    1, List.of(new Visit("a", new double[] {1, 2})), Map.of("b", "no memory"), 0.5, true, Board.ONLY));
            log.append(new MeasurementLog.Line(
                    2, List.of(new Visit("a", new double[] {4})), Map.of(), 0.25, false, Board.ONLY));
        }
    }

    private UserError failure(MeasurementLog.Subject subject) {
        return assertThrows(UserError.class, () -> MeasurementLog.open(file, subject, new Measurements()));
    }

    @Test
    void theLogLiesBesideItsTable() {
        assertEquals("mine.measurements.jsonl", file.getFileName().toString());
    }

    @Test
    void aMeasurementContinuesWithTheVisitsOfItsLog() {
        write();
        var measured = new Measurements();
        try (MeasurementLog log = MeasurementLog.open(file, SUBJECT, measured)) {
            assertEquals(Optional.empty(), log.discardReason());
        }
        assertEquals(2, measured.visitCount("a"));
        assertEquals(3, measured.runCount("a"));
        assertEquals(Map.of("b", "no memory"), measured.refusals());
        assertEquals(0.75, measured.seconds(), 1e-12);
    }

    @Test
    void aLogOfOtherSoftwareIsDiscarded() throws IOException {
        write();
        var later = new MeasurementLog.Subject("cpu", "runtime 2", 3, "abc", 30, 7);
        var measured = new Measurements();
        try (MeasurementLog log = MeasurementLog.open(file, later, measured)) {
            assertEquals(Optional.of("was runtime 1, is runtime 2"), log.discardReason());
        }
        assertEquals(0, measured.visitCount("a"));
        assertEquals(1, Files.readAllLines(file).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpu | 3 | abc | 30 | 7 | device cpu, not gpu",
                "cpu | 4 | abc | 30 | 7 | models 3, not 4",
                "cpu | 3 | abd | 30 | 7 | other models, though the same number",
                "cpu | 3 | abc | 31 | 7 | rounds 30, not 31",
                "cpu | 3 | abc | 30 | 8 | seed 7, not 8",
                "cpu | 4 | abd | 30 | 8 | seed 7, not 8; models 3, not 4"
            })
    void aLogOfAnotherMeasurementIsRefused(
            String device, int models, String hash, int rounds, long seed, String difference) {
        write();
        UserError e = failure(new MeasurementLog.Subject(device, "runtime 1", models, hash, rounds, seed));
        assertEquals("there is an interrupted measurement of something else: " + difference, e.getMessage());
        // a measurement of something else is not discarded because its software is another, too
        assertThrows(
                UserError.class,
                () -> MeasurementLog.open(
                        file,
                        new MeasurementLog.Subject(device, "runtime 2", models, hash, rounds, seed),
                        new Measurements()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"round\":-1,\"visits\":[],\"refused\":{},\"seconds\":0,\"disturbed\":false}",
                "{\"round\":16,\"visits\":[],\"refused\":{},\"seconds\":0,\"disturbed\":false}",
                "{\"round\":3,\"visits\":[],\"refused\":{},\"seconds\":1e7,\"disturbed\":false}",
                "{\"round\":3,\"visits\":[],\"refused\":{},\"seconds\":-1,\"disturbed\":false}",
                "{\"round\":3,\"visits\":[],\"seconds\":1,\"disturbed\":false}",
                "{\"round\":3,\"visits\":[{\"probe\":\"a\",\"runsMs\":[]}],\"refused\":{},\"seconds\":0,\"disturbed\":false}"
            })
    void aDamagedLineIsNamed(String line) throws IOException {
        write();
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        UserError e = failure(SUBJECT);
        assertTrue(e.getMessage().startsWith("not a line of a measurement log"), e.text());
        assertEquals(file + ":4", e.where());
    }

    @Test
    void theThirdLineMayBeOfRoundFifteenSinceEachLineHoldsAtMostFiveRounds() throws IOException {
        write();
        Files.writeString(
                file,
                "{\"round\":15,\"visits\":[],\"refused\":{},\"seconds\":0,\"disturbed\":false}\n",
                StandardOpenOption.APPEND);
        MeasurementLog.open(file, SUBJECT, new Measurements()).close();
        assertFalse(Files.readAllLines(file).isEmpty());
    }
}
