package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.TimeRange;
import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.MeasuredBoard;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.Validation;
import dev.sartor.latency.measuring.plan.FakeBoards;
import dev.sartor.latency.measuring.plan.FakeProfile;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.UnitLatency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiling that is divided among simulated boards of one kind. */
class BoardsProfileTest {
    private static final int ROUNDS = 6;

    @TempDir
    private Path folder;

    private FakeProfile fake;
    private ProfilingPlan plan;
    private Path csv;
    private Path log;

    @BeforeEach
    void fake() {
        fake = FakeProfile.in(folder);
        plan = fake.plan();
        csv = folder.resolve("fake.csv");
        log = folder.resolve("fake.measurements.jsonl");
    }

    private LatencyTable profile(FakeDevice... boards) throws InterruptedException {
        return FakeBoards.of(boards).profiler(MeasurementListener.SILENT).profile(plan, csv);
    }

    private LatencyTable tableOfOneDevice() throws Exception {
        LatencyTable table = fake.profile(FakeDevice.noiseless(), plan);
        Files.delete(csv);
        return table;
    }

    private static List<MeasuredBoard> boards(LatencyTable table) {
        return table.certificate().result().boards();
    }

    private static FakeDevice slower(double factor) {
        FakeDevice device = FakeDevice.noiseless();
        device.slowdownAt = _ -> factor;
        return device;
    }

    /** Slower for all models but the control network. */
    private static FakeDevice slowerForModels(double factor) {
        FakeDevice device = FakeDevice.noiseless();
        device.slowdownOf = network -> network.name().equals(ControlNetwork.KEY) ? 1 : factor;
        return device;
    }

    @Test
    void equalBoardsGiveTheTableOfASingleOneInAThirdOfTheTime() throws Exception {
        FakeDevice single = FakeDevice.noiseless();
        LatencyTable expected = fake.profile(single, plan);
        Files.delete(csv);
        FakeDevice[] devices = {FakeDevice.noiseless(), FakeDevice.noiseless(), FakeDevice.noiseless()};
        LatencyTable table = profile(devices);
        assertEquals(List.copyOf(expected.units()), List.copyOf(table.units()));
        assertEquals(expected.certificate().calibration(), table.certificate().calibration());
        assertEquals(ROUNDS, table.certificate().result().rounds());
        int models = plan.probes().size();
        for (FakeDevice device : devices) {
            // and the visits to the control network, which are fewer
            assertTrue(device.visits >= models * ROUNDS / 3, device.visits + " visits");
            assertTrue(device.visits < 1.3 * models * ROUNDS / 3, device.visits + " visits");
            assertTrue(
                    device.ticker().nanoTime() < 0.5 * single.ticker().nanoTime(),
                    device.ticker().nanoTime() + " of " + single.ticker().nanoTime() + " ns");
            assertEquals(0, device.openSessions);
        }
        assertFalse(Files.exists(log));
    }

    @Test
    void theCertificateNamesTheBoards() throws Exception {
        LatencyTable table = profile(FakeDevice.noiseless(), FakeDevice.noiseless());
        assertEquals(
                List.of("a", "b"),
                boards(table).stream().map(MeasuredBoard::name).toList());
        boards(table).forEach(b -> {
            assertEquals(1, b.relativeLatency(), 1e-4);
            assertTrue(b.visits() > plan.probes().size() * ROUNDS / 2);
        });
        assertTrue(Files.readString(folder.resolve("fake.json")).contains("\"relativeLatency\""));
    }

    @Test
    void theCertificateOfASingleDeviceHasNoBoards() throws Exception {
        assertEquals(List.of(), boards(fake.profile(FakeDevice.noiseless(), plan)));
        assertFalse(Files.readString(folder.resolve("fake.json")).contains("boards"));
    }

    @Test
    void aBoardThatIsSlowerByThreePercentIsRefusedBeforeItIsMeasured() {
        UserError e = assertThrows(UserError.class, () -> profile(FakeDevice.noiseless(), slower(1.03), slower(1.001)));
        // 1.03 over the mean of 1 and 1.001
        assertTrue(e.getMessage().startsWith("board b takes 1.029 times as long as the others"), e.getMessage());
        assertEquals("board b", e.where());
        assertFalse(Files.exists(csv));
    }

    @Test
    void theSlowerOfTwoBoardsIsRefused() {
        UserError e = assertThrows(UserError.class, () -> profile(slower(1.03), FakeDevice.noiseless()));
        assertTrue(e.getMessage().startsWith("board a takes 1.030 times as long as the other,"), e.getMessage());
    }

    @Test
    void noiseIsNoDifferenceBetweenBoards() throws Exception {
        var first = new FakeDevice(0.3, 1);
        var second = new FakeDevice(0.3, 2);
        LatencyTable table = profile(first, second);
        assertEquals(2, boards(table).size());
    }

    @Test
    void aBoardThatIsSlowerForModelsOnlyIsRefusedWhileItIsMeasuredAndTheOthersContinue() throws Exception {
        UserError e = assertThrows(
                UserError.class, () -> profile(FakeDevice.noiseless(), slowerForModels(1.03), FakeDevice.noiseless()));
        assertTrue(e.getMessage().startsWith("board b takes 1.030 times as long as the other"), e.getMessage());
        assertFalse(Files.readString(log).contains("\"board\":\"b\""));
        assertTrue(Files.readString(log).matches("(?s).*\"board\":\"[ac]\".*"), "what the others measured is kept");
        LatencyTable table = profile(FakeDevice.noiseless(), FakeDevice.noiseless());
        Files.delete(csv);
        assertEquals(List.copyOf(tableOfOneDevice().units()), List.copyOf(table.units()), "nothing of board b is left");
    }

    @Test
    void aDifferenceOfOnePercentIsStatedCorrectedAndPartOfTheNoise() throws Exception {
        LatencyTable expected = tableOfOneDevice();
        LatencyTable table = profile(FakeDevice.noiseless(), slower(1.01));
        // relative to the geometric mean of 1 and 1.01
        assertEquals(0.995, boards(table).getFirst().relativeLatency(), 1e-4);
        assertEquals(1.005, boards(table).getLast().relativeLatency(), 1e-4);
        for (UnitLatency unit : table.units()) {
            double alone = expected.unit(unit.key()).orElseThrow().medianMs();
            assertEquals(1.005, unit.medianMs() / alone, 1e-3, unit.key());
        }
        assertEquals(0.01, table.certificate().result().noise().orElseThrow().mape(), 1e-4);
    }

    @Test
    void aBoardThatIsLostLeavesItsWorkToTheOthers() throws Exception {
        LatencyTable expected = tableOfOneDevice();
        FakeBoards fakes = FakeBoards.of(FakeDevice.noiseless(), FakeDevice.noiseless(), FakeDevice.noiseless());
        fakes.board("b").runsUntilFailure = 2_000;
        List<String> lost = Collections.synchronizedList(new ArrayList<>());
        LatencyTable table = fakes.profiler(new MeasurementListener() {
                    @Override
                    public void onBoardLost(String board, String reason) {
                        lost.add(board + ": " + reason.split(" ")[0]);
                    }
                })
                .profile(plan, csv);
        assertEquals(List.of("b: cannot"), lost);
        assertEquals(List.copyOf(expected.units()), List.copyOf(table.units()));
        assertEquals(Map.of(), table.certificate().refused());
        assertEquals(ROUNDS, table.certificate().result().rounds());
        assertEquals(3, boards(table).size(), "also the lost one, whose visits count");
    }

    @Test
    void aMeasurementWhoseBoardsAreAllLostContinuesOnOthers() throws Exception {
        LatencyTable expected = tableOfOneDevice();
        FakeDevice[] broken = {FakeDevice.noiseless(), FakeDevice.noiseless()};
        broken[0].runsUntilFailure = 1_500;
        broken[1].runsUntilFailure = 2_000;
        UserError e = assertThrows(UserError.class, () -> profile(broken));
        assertTrue(e.getMessage().startsWith("the device stopped working: cannot"), e.getMessage());
        LatencyTable table = fake.profile(FakeDevice.noiseless(), plan);
        assertEquals(List.copyOf(expected.units()), List.copyOf(table.units()));
        assertEquals(
                List.of("", "a", "b"),
                boards(table).stream().map(MeasuredBoard::name).toList());
    }

    @Test
    void anInterruptedMeasurementContinuesOnMoreBoards() throws Exception {
        LatencyTable expected = tableOfOneDevice();
        FakeBoards two = FakeBoards.of(FakeDevice.noiseless(), FakeDevice.noiseless());
        var listener = new MeasurementListener() {
            @Override
            public void onMeasured(int round, int rounds, long done, long all, double seconds, TimeRange remaining) {
                if (done >= 100) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThrows(InterruptedException.class, () -> two.profiler(listener).profile(plan, csv));
        assertEquals(0, two.board("a").openSessions + two.board("b").openSessions);
        int before = two.board("a").visits + two.board("b").visits;
        FakeDevice[] three = {FakeDevice.noiseless(), FakeDevice.noiseless(), FakeDevice.noiseless()};
        LatencyTable table = profile(three);
        assertEquals(List.copyOf(expected.units()), List.copyOf(table.units()));
        int after = three[0].visits + three[1].visits + three[2].visits;
        assertTrue(before > 100 && before + after < 1.4 * ROUNDS * plan.probes().size(), before + " and " + after);
    }

    @Test
    void boardsOfOtherSystemsAreRefused() {
        FakeDevice other = FakeDevice.noiseless();
        other.kernel = "none.1";
        UserError e = assertThrows(UserError.class, () -> profile(FakeDevice.noiseless(), other));
        assertEquals("board b is not like board a: system: none, kernel none.1, not none, kernel none", e.getMessage());
        assertEquals("board b", e.where());
    }

    @Test
    void aValidationIsDividedTooAndItsSummaryNamesTheBoards() throws Exception {
        LatencyTable table = fake.profile(FakeDevice.noiseless(), plan);
        FakeBoards two = FakeBoards.of(FakeDevice.noiseless(), FakeDevice.noiseless());
        List<Validation> stored = new ArrayList<>();
        Validation validation = two.validator()
                .validate(
                        table,
                        csv,
                        fake.space(),
                        10,
                        MeasurementProtocol.standard().withRounds(4).withTargetPrecision(0),
                        1000,
                        stored::add);
        assertEquals(List.of(validation), stored);
        assertEquals(
                List.of("a", "b"),
                validation.boards().stream().map(MeasuredBoard::name).toList());
        int difference = Math.abs(two.board("a").visits - two.board("b").visits);
        assertTrue(difference <= 0.1 * two.board("a").visits, difference + " visits");
    }
}
