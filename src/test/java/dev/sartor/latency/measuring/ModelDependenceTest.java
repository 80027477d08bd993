package dev.sartor.latency.measuring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.Board;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ModelDependenceTest {
    private static final int ROUNDS = 6;

    /** Models of different sizes, in ascending order of MACs. */
    private final List<Probe> bySize = TinyLatencySpace.read().units().stream()
            .map(Unit::network)
            .collect(() -> new TreeMap<Long, Network>(), (m, n) -> m.putIfAbsent(n.macs(), n), TreeMap::putAll)
            .values()
            .stream()
            .sorted(Comparator.comparingLong(Network::macs))
            .map(Probe::ofNetwork)
            .toList();

    /** Measurements of the first models, whose latencies are a function of their position. */
    private ModelDependence measured(int count, IntToDoubleFunction ms) {
        return measured(count, ms, _ -> 0);
    }

    /** @param noiseMs added in each round, one after the other */
    private ModelDependence measured(int count, IntToDoubleFunction ms, IntToDoubleFunction noiseMs) {
        var measurements = new Measurements();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < count; i++) {
                double latency = ms.applyAsDouble(i) + noiseMs.applyAsDouble(round);
                measurements.addVisit(
                        Board.ONLY, new Visit(bySize.get(i).key(), new double[] {latency, latency}), round, false);
            }
        }
        return new ModelDependence(FakeDevice.noiseless(), measurements);
    }

    private static void assertRefused(String start, org.junit.jupiter.api.function.Executable check) {
        UserError error = assertThrows(UserError.class, check);
        assertTrue(error.getMessage().startsWith(start), error.text());
        assertEquals(UserError.ExitCode.FAILED, error.exitCode());
    }

    @Test
    void timesThatGrowWithTheModelAreAccepted() {
        assertTrue(bySize.size() >= 12, bySize.size() + " models");
        ModelDependence dependence = measured(12, i -> 1 + 0.1237 * i);
        assertDoesNotThrow(() -> dependence.checkUnits(bySize));
        assertDoesNotThrow(() -> dependence.checkTimesDiffer(bySize));
        assertDoesNotThrow(() -> dependence.checkNetworks(bySize));
    }

    @Test
    void equalTimesAreRefused() {
        ModelDependence dependence = measured(2, _ -> 5);
        assertRefused(
                "the times do not depend on the model: all 2 models take 5.0 ms", () -> dependence.checkUnits(bySize));
        assertRefused(
                "the times do not depend on the model: all 2 networks take 5.0 ms",
                () -> dependence.checkTimesDiffer(bySize));
        assertRefused(
                "the times do not depend on the model: all 2 networks take 5.0 ms",
                () -> dependence.checkNetworks(bySize));
    }

    @Test
    void oneModelAloneIsAccepted() {
        ModelDependence dependence = measured(1, _ -> 5);
        assertDoesNotThrow(() -> dependence.checkUnits(bySize));
        assertDoesNotThrow(() -> dependence.checkTimesDiffer(bySize));
        assertDoesNotThrow(() -> dependence.checkNetworks(bySize));
    }

    @Test
    void unitsWhoseTimesFallWithTheirMacsAreRefusedFromNineModelsOn() {
        assertDoesNotThrow(() -> measured(8, i -> 5 - 0.1237 * i).checkUnits(bySize));
        assertRefused(
                "the times do not depend on the model: their rank correlation with MACs is -1.00 for 9 models",
                () -> measured(9, i -> 5 - 0.1237 * i).checkUnits(bySize));
    }

    @Test
    void networksWhoseTimesAreRepeatableNeedNotFollowTheirMacs() {
        assertDoesNotThrow(() -> measured(12, i -> 5 - 0.1237 * i).checkNetworks(bySize));
    }

    @Test
    void networksWhoseTimesAreNoiseAreRefused() {
        var random = new SplittableRandom(2);
        ModelDependence noise = measured(12, _ -> 5 + random.nextDouble());
        assertRefused(
                "the times do not depend on the model: their rank correlation", () -> noise.checkNetworks(bySize));
        assertDoesNotThrow(() -> noise.checkTimesDiffer(bySize));
        var again = new SplittableRandom(2);
        ModelDependence few = measured(8, _ -> 5 + again.nextDouble());
        assertDoesNotThrow(() -> few.checkNetworks(bySize));
    }

    @Test
    void differencesOfOneStepOfTheTimerAreRefused() {
        // a timer that counts whole milliseconds
        ModelDependence coarse = measured(12, i -> 5 + i % 2, round -> round % 3);
        assertRefused(
                "the timer of this device is too coarse: it counts steps of 1.0 ms", () -> coarse.checkUnits(bySize));
        ModelDependence finer = measured(12, i -> 5 + i, round -> round % 3);
        assertDoesNotThrow(() -> finer.checkUnits(bySize));
    }
}
