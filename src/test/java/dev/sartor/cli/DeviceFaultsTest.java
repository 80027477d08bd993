package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.UnitLatency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Faults of devices and tables, as a user sees them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the phone is a POSIX shell script")
class DeviceFaultsTest {
    /** Size of the weights of the largest block, in bytes; the other blocks have less, the control network more. */
    private static final int LARGEST_BYTES = 38_000;

    private static final int CONTROL_BYTES = 60_000;
    /** The largest block of {@link TinySpace}, as block string and input shape. */
    private static final String LARGEST = "cn_r1_k7_s2_c24_nre@8x12x12";

    @TempDir
    private Path folder;

    private FakePhone phone;

    @BeforeEach
    void phone() throws IOException {
        phone = FakePhone.create(folder);
        TinySpace.write(folder);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun profile(String table, String... more) {
        return phone.profile(folder.resolve("tiny.yaml"), folder.resolve(table), more);
    }

    private static CommandRun ok(CommandRun run) {
        assertEquals(0, run.status(), run.err());
        return run;
    }

    private static void assertThreeLines(int status, CommandRun run, String what, String fix) {
        assertEquals(status, run.status(), run.err());
        List<String> lines = run.err().lines().dropWhile(l -> !l.contains(what)).toList();
        assertEquals(3, lines.size(), run.err());
        assertTrue(lines.get(1).startsWith("  where: "), run.err());
        assertTrue(lines.get(2).startsWith("  fix:   ") && lines.get(2).contains(fix), run.err());
    }

    private LatencyTable table(String name) {
        return LatencyTableFile.read(folder.resolve(name));
    }

    private static List<String> medians(LatencyTable table) {
        return table.units().stream()
                .map((UnitLatency u) -> u.key() + " " + Math.round(1e6 * u.medianMs()))
                .collect(Collectors.toList());
    }

    @Test
    void theOutputOfACommandThatPrintsNoTimesIsInTheError() throws IOException {
        phone.printNonsense();
        CommandRun run = profile("mine.csv");
        assertThreeLines(
                1, run, "printed no time that 'took ([-0-9.e+]+)' finds, but: Segmentation fault", "check the device");
        assertFalse(Files.exists(folder.resolve("mine.csv")));
    }

    @Test
    void afterADeviceFailureTheSameCommandContinuesTheProfile() throws IOException {
        ok(profile("whole.csv"));
        int callsPerProfile = phone.callCount();
        // in the next profile, three calls before its end
        phone.failAfterCalls(2 * callsPerProfile - 3);
        assertThreeLines(
                1,
                profile("mine.csv"),
                "the device stopped working: ",
                "run the same command again: profile and validate continue where they stopped");
        assertTrue(Files.size(folder.resolve("mine.measurements.jsonl")) > 1000);
        phone.stopFailing();
        ok(profile("mine.csv"));
        assertEquals(medians(table("whole.csv")), medians(table("mine.csv")));
        assertFalse(Files.exists(folder.resolve("mine.measurements.jsonl")));
    }

    @Test
    void aUnitThatTheDeviceRefusesIsExcludedAndListed() throws IOException {
        phone.refuseSizes(LARGEST_BYTES, CONTROL_BYTES);
        CommandRun run = ok(profile("mine.csv"));
        assertTrue(run.out().contains("1 refused by the device"), run.out());
        assertTrue(
                run.out().contains("refused            " + LARGEST + ": ")
                        && run.out().contains("no kernel for it"),
                run.out());
        assertEquals(
                List.of(LARGEST),
                List.copyOf(table("mine.csv").certificate().refused().keySet()));
        assertEquals(TinySpace.UNITS - 1, table("mine.csv").units().size());
        CommandRun search = CommandRun.of(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                "shapes:train=40,validation=20,test=20,size=12",
                "--table",
                path("mine.csv"),
                "--out",
                path("run"));
        assertThreeLines(
                2, search, "the device refused " + LARGEST, "the device cannot run them: leave them out of the space");
    }

    @Test
    void aClockThatJumpsDoesNotChangeTheTable() throws IOException {
        ok(profile("steady.csv"));
        phone.makeClockJump();
        ok(profile("jumpy.csv"));
        assertEquals(medians(table("steady.csv")), medians(table("jumpy.csv")));
    }

    @Test
    void theOptionOnlyStaleMeasuresAgainOnlyIfTheRuntimeChanged() throws IOException {
        ok(profile("mine.csv"));
        byte[] before = Files.readAllBytes(folder.resolve("mine.json"));
        int calls = phone.callCount();
        assertTrue(ok(profile("mine.csv", "--only", "stale")).out().contains("is up to date"));
        assertEquals(calls, phone.callCount());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(folder.resolve("mine.json"))));
        phone.setRuntimeVersion("2");
        CommandRun run = ok(profile("mine.csv", "--only", "stale"));
        assertTrue(run.err().contains("out of date: runtime: was fake 1 (unknown), is fake 2 (unknown)"), run.err());
        assertTrue(phone.callCount() > calls);
        assertEquals("2", table("mine.csv").certificate().device().runtime().version());
    }

    @Test
    void aMeasurementInterruptedByAnUpdateIsRestarted() throws IOException {
        ok(profile("mine.csv"));
        phone.setRuntimeVersion("2");
        int callsPerProfile = phone.callCount();
        // in the next profile, three calls before its end
        phone.failAfterCalls(2 * callsPerProfile - 3);
        assertEquals(1, profile("mine.csv", "--only", "stale").status());
        assertEquals("1", table("mine.csv").certificate().device().runtime().version());
        phone.stopFailing();
        phone.setRuntimeVersion("3");
        CommandRun run = ok(profile("mine.csv", "--only", "stale"));
        assertTrue(
                run.err()
                        .contains("restarting the interrupted measurement, because a table must not mix two runtimes:"
                                + " was fake 2 (unknown)"),
                run.err());
        assertEquals("3", table("mine.csv").certificate().device().runtime().version());
        assertEquals(TinySpace.UNITS, table("mine.csv").units().size());
    }

    @Test
    void tablesOfDifferentRuntimesAreRejectedTogether() throws IOException {
        ok(profile("earlier.csv"));
        phone.setRuntimeVersion("2");
        ok(profile("later.csv"));
        CommandRun run = CommandRun.of(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                "shapes:train=40,validation=20,test=20,size=12",
                "--table",
                path("earlier.csv"),
                "--table",
                path("later.csv"),
                "--out",
                path("run"));
        assertThreeLines(
                2, run, "the tables earlier and later are of the same device with different runtimes", "--only stale");
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void theErrorAboutATruncatedTableNamesTheLine() throws IOException {
        ok(profile("mine.csv"));
        String text = Files.readString(folder.resolve("mine.csv"));
        Files.writeString(folder.resolve("mine.csv"), text.substring(0, text.length() - 5));
        CommandRun run = CommandRun.of("explain", "--table", path("mine.csv"), "--space", path("tiny.yaml"));
        assertThreeLines(2, run, "the table ends in the middle of a line", "restore it, or profile the space again");
        assertTrue(run.err().contains("mine.csv:" + (TinySpace.UNITS + 1)), run.err());
    }

    @Test
    void aSpaceWithoutNetworksNewToTheTableIsNotValidated() {
        ok(profile("mine.csv"));
        CommandRun run = CommandRun.of("validate", "--table", path("mine.csv"), "--space", path("tiny.yaml"));
        assertThreeLines(
                2, run, "only 0 random networks of space 'tiny' are new to the table", "the space is too small");
    }

    @Test
    void aDryRunPrintsThePlanAndMeasuresOnlyTheControl() throws IOException {
        CommandRun run = ok(profile("mine.csv", "--dry-run"));
        assertTrue(
                run.out()
                        .matches("(?s)19 units and 9 whole networks \\([0-9]+ models\\) in up to 2 rounds, about .*\n"
                                + "first   .+@.+ …\n"),
                run.out());
        assertTrue(phone.callCount() <= 10, phone.callCount() + " calls");
        CommandRun hurried = ok(CommandRun.of(
                "profile",
                "--space",
                path("tiny.yaml"),
                "--device",
                phone.deviceFile(),
                "--out",
                path("mine.csv"),
                "--rounds",
                "1000",
                "--budget",
                "1s",
                "--dry-run"));
        assertTrue(
                hurried.out().lines().findFirst().orElseThrow().endsWith(", limited by --budget to 0:01"),
                hurried.out());
        assertFalse(Files.exists(folder.resolve("mine.csv")));
        assertFalse(Files.exists(folder.resolve("mine.measurements.jsonl")));
    }
}
