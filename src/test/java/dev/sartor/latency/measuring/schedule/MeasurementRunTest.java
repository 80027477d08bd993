package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.space.unit.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measurement of a few units on a simulated device. */
class MeasurementRunTest {
    private static final int ROUNDS = 7;

    private final FakeDevice device = FakeDevice.noiseless();
    private final List<Probe> probes = TinyLatencySpace.read().units().stream()
            .limit(6)
            .map(Unit::network)
            .map(Probe::ofNetwork)
            .toList();
    private final Measurements measured = new Measurements();
    private final List<MeasurementLog.Line> lines = new ArrayList<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final List<String> opened = new ArrayList<>();
    private MeasurementProtocol protocol = MeasurementProtocol.standard().withRounds(ROUNDS);
    private StoppingRule stopping = _ -> Set.of();

    private void measure() throws InterruptedException {
        measure(probes);
    }

    private void measure(List<Probe> chosen) throws InterruptedException {
        new InterleavedMeasurement(device, device::model, protocol, 1, device.ticker(), new MeasurementListener() {
                    @Override
                    public void onRefused(String probe, String reason) {
                        refused.put(probe, reason);
                    }

                    @Override
                    public void onOpened(int done, int all) {
                        opened.add(done + " of " + all);
                    }
                })
                .measure(chosen, stopping, measured, lines::add);
        assertEquals(0, device.openSessions);
    }

    private Map<String, Integer> visitsByProbe() {
        Map<String, Integer> visits = new HashMap<>();
        lines.forEach(l -> l.visits().forEach(v -> visits.merge(v.probe(), 1, Integer::sum)));
        visits.remove(ControlNetwork.KEY);
        return visits;
    }

    private int[] visits() {
        return probes.stream()
                .mapToInt(p -> visitsByProbe().getOrDefault(p.key(), 0))
                .toArray();
    }

    private static int[] each(int visits) {
        return new int[] {visits, visits, visits, visits, visits, visits};
    }

    @Test
    void everyProbeIsVisitedOnceInEachRound() throws InterruptedException {
        measure();
        assertArrayEquals(each(ROUNDS), visits());
        for (Probe probe : probes) {
            for (int round = 0; round < ROUNDS; round++) {
                assertTrue(measured.isVisited(probe.key(), round));
            }
            assertEquals(
                    FakeDevice.trueMs(probe.network()),
                    measured.uncorrectedMediansMs().get(probe.key()),
                    1e-6);
        }
        assertEquals(Map.of(), refused);
    }

    @Test
    void sessionsAreOpenedOnceForAPassOfFiveRounds() throws InterruptedException {
        measure();
        List<String> pass = List.of("1 of 6", "2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6");
        assertEquals(pass, opened.subList(0, 6));
        assertEquals(pass, opened.subList(6, 12));
        assertEquals(12, opened.size());
        // one more for the control network
        assertEquals(7, device.peakOpenSessions);
    }

    @Test
    void visitsThatWereMadeBeforeAreNotRepeated() throws InterruptedException {
        protocol = protocol.withRounds(3);
        measure();
        protocol = protocol.withRounds(ROUNDS);
        measure();
        assertArrayEquals(each(ROUNDS), visits());
        int before = device.visits;
        measure();
        assertArrayEquals(each(ROUNDS), visits());
        assertEquals(before, device.visits);
    }

    @Test
    void aProbeWhoseLatencyIsKnownIsVisitedNoMore() throws InterruptedException {
        String known = probes.getFirst().key();
        stopping = m -> m.visitCount(known) >= 2 ? Set.of(known) : Set.of();
        measure();
        assertArrayEquals(new int[] {2, 7, 7, 7, 7, 7}, visits());
    }

    @Test
    void theMeasurementEndsWhenAllLatenciesAreKnown() throws InterruptedException {
        stopping = m -> m.visitCount(probes.getLast().key()) >= 2
                ? Set.copyOf(probes.stream().map(Probe::key).toList())
                : Set.of();
        measure();
        assertArrayEquals(each(2), visits());
    }

    @Test
    void aProbeThatCannotBeLoadedIsRefusedOnce() throws InterruptedException {
        Probe bad = probes.get(2);
        device.refusesToLoad = n -> n == bad.network();
        measure();
        assertArrayEquals(new int[] {7, 7, 0, 7, 7, 7}, visits());
        assertEquals(Map.of(bad.key(), "cannot load " + bad.network().name()), refused);
        assertEquals(refused, measured.refusals());
    }

    @Test
    void aProbeThatNeverRanIsRefusedAtItsFirstFailure() throws InterruptedException {
        Probe bad = probes.get(2);
        int[] failures = {0};
        device.refusesToRun = n -> n == bad.network() && device.visits > 0 && ++failures[0] > 0;
        measure();
        assertEquals(1, failures[0]);
        assertEquals(Set.of(bad.key()), refused.keySet());
    }

    @Test
    void aProbeThatRanBeforeIsRefusedAtItsSecondFailure() throws InterruptedException {
        Probe bad = probes.get(2);
        int[] failures = {0};
        device.refusesToRun = n -> n == bad.network() && measured.isVisited(bad.key(), 1) && ++failures[0] > 0;
        measure();
        assertEquals(2, failures[0]);
        assertEquals(Set.of(bad.key()), refused.keySet());
        assertEquals(2, visits()[2]);
    }

    @Test
    void oneFailureOfAProbeThatRanBeforeCostsOneVisit() throws InterruptedException {
        Probe bad = probes.get(2);
        int[] failures = {0};
        device.refusesToRun = n -> n == bad.network() && measured.isVisited(bad.key(), 1) && ++failures[0] == 1;
        measure();
        assertEquals(Map.of(), refused);
        assertTrue(visits()[2] >= ROUNDS - 1, visits()[2] + " visits");
    }

    @Test
    void aDeviceThatFailsCompletelyIsAnErrorAndRefusesNothing() {
        device.runsUntilFailure = 500;
        UserError error = assertThrows(UserError.class, this::measure);
        assertTrue(error.getMessage().startsWith("the device stopped working: "), error.text());
        assertEquals(Map.of(), measured.refusals());
        assertEquals(0, device.openSessions);
    }

    @Test
    void aDeviceThatFailsWithTheFirstRunOfAProbeDoesNotRefuseTheProbe() {
        Probe fatal = probes.get(2);
        boolean[] dead = {false};
        device.refusesToRun = n -> dead[0] |= n == fatal.network() && device.visits > 0;
        assertThrows(UserError.class, this::measure);
        assertEquals(Map.of(), measured.refusals());
    }

    @Test
    void afterAnInterruptAFailedProbeIsNotRefused() {
        Probe stopped = probes.get(2);
        device.refusesToRun = n -> {
            boolean fails = n == stopped.network() && device.visits > 0;
            if (fails) {
                Thread.currentThread().interrupt();
            }
            return fails;
        };
        assertThrows(InterruptedException.class, this::measure);
        assertEquals(Map.of(), measured.refusals());
    }

    @Test
    void probesThatCouldNotBeOpenedInTimeAreMeasuredAfterTheOthers() throws InterruptedException {
        device.loadingNanos = Duration.ofSeconds(1).toNanos();
        protocol = protocol.withRounds(5).withBudget(Duration.ofSeconds(12));
        measure();
        assertFalse(opened.contains("6 of 6"), opened.toString());
        assertArrayEquals(each(5), visits());
    }

    @Test
    void requestsForSeveralProbesEndAtTheTimeLimitToo() throws InterruptedException {
        device.requestsPerCall = 3;
        device.visitNanos = Duration.ofMillis(100).toNanos();
        protocol = protocol.withBudget(Duration.ofSeconds(3));
        measure();
        assertTrue(visits()[0] > 0 && visits()[0] < ROUNDS);
        assertTrue(measured.seconds() >= 3 && measured.seconds() < 3.5, measured.seconds() + " s");
    }

    @Test
    void aMeasurementContinuesFromItsLog(@TempDir Path folder) throws InterruptedException {
        Path log = folder.resolve("log.jsonl");
        var measurement = new InterleavedMeasurement(
                device, device::model, protocol, 1, device.ticker(), MeasurementListener.SILENT);
        String first = probes.getFirst().key();
        assertThrows(
                InterruptedException.class,
                () -> measurement.measure(
                        probes,
                        m -> {
                            if (m.visitCount(first) == 4) {
                                Thread.currentThread().interrupt();
                            }
                            return Set.of();
                        },
                        log));
        Measurements complete = measurement.measure(probes, stopping, log, m -> m.visitCount(first) == 4);
        assertEquals(4, complete.visitCount(first), "nothing more is measured if the log has all that is needed");
        int before = device.visits;
        assertEquals(ROUNDS, measurement.measure(probes, stopping, log).visitCount(first));
        // three rounds of six probes and as many visits of the control network
        assertEquals(36, device.visits - before);
    }

    @Test
    void nothingIsMeasuredAfterTheTimeLimit() throws InterruptedException {
        device.visitNanos = Duration.ofMillis(100).toNanos();
        protocol = protocol.withBudget(Duration.ofSeconds(3));
        measure();
        assertTrue(visits()[0] > 0 && visits()[0] < ROUNDS);
        assertTrue(measured.seconds() >= 3 && measured.seconds() < 3.3, measured.seconds() + " s");
    }

    @Test
    void loadingTakesAtMostAThirdOfTheTimeSoThatTheFirstProbesAreMeasured() throws InterruptedException {
        device.loadingNanos = Duration.ofSeconds(1).toNanos();
        protocol = protocol.withBudget(Duration.ofSeconds(10));
        device.visitNanos = Duration.ofMillis(100).toNanos();
        measure();
        // 3 of 10 s for loading, of which the control network takes one before the limit is computed
        assertTrue(visits()[0] > 0 && visits()[1] > 0);
        assertEquals(0, visits()[5]);
        assertFalse(opened.contains("6 of 6"), opened.toString());
    }

    @Test
    void probesThatDoNotFitAtOnceAreMeasuredInGroups() throws InterruptedException {
        device.maxOpenSessions = 4;
        measure();
        assertArrayEquals(each(ROUNDS), visits());
        assertEquals(4, device.peakOpenSessions);
    }

    @Test
    void severalProbesAreVisitedInOneRequest() throws InterruptedException {
        device.requestsPerCall = 3;
        measure();
        assertArrayEquals(each(ROUNDS), visits());
        assertEquals(2 * ROUNDS, device.batchedRequests);
    }

    @Test
    void ifARequestFailsItsProbesAreVisitedOneByOne() throws InterruptedException {
        device.requestsPerCall = 3;
        Probe bad = probes.get(2);
        device.refusesToRun = n -> n == bad.network() && device.visits > 0;
        measure();
        assertArrayEquals(new int[] {7, 7, 0, 7, 7, 7}, visits());
        assertEquals(Set.of(bad.key()), refused.keySet());
    }

    @Test
    void theControlNetworkIsVisitedBeforeEveryProbeOfAFew() throws InterruptedException {
        measure();
        assertEquals(6 * ROUNDS, measured.controlMs().length);
    }

    @Test
    void anInterruptedMeasurementKeepsItsVisitsAndContinues() throws InterruptedException {
        stopping = m -> {
            if (m.visitCount(probes.getFirst().key()) == 2) {
                Thread.currentThread().interrupt();
            }
            return Set.of();
        };
        assertThrows(InterruptedException.class, this::measure);
        assertEquals(0, device.openSessions);
        assertArrayEquals(each(2), visits());
        stopping = _ -> Set.of();
        measure();
        assertArrayEquals(each(ROUNDS), visits());
    }
}
