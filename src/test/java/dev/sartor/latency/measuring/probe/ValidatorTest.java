package dev.sartor.latency.measuring.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.machine.MachineState;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.Validation;
import dev.sartor.latency.certificate.ValidationSummary;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.Validator;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorTest {
    private static final MeasurementProtocol PROTOCOL =
            MeasurementProtocol.standard().withRounds(8);

    private final SearchSpace space = TinyLatencySpace.read();
    private LatencyTable table;
    private Consumer<Validation> store = _ -> {};

    @TempDir
    Path folder;

    @BeforeEach
    void profile() throws InterruptedException {
        // FakeDevice: relative noise, seed
        var device = new FakeDevice(0.01, 1);
        // ProfilingOptions: method, networks for the calibration, held-out networks, protocol
        var plan = ProfilingPlan.of(List.of(space), new ProfilingOptions(new ChainDifference(), 30, 10, PROTOCOL), 1);
        table = new Profiler(device, device::model, () -> Instant.EPOCH, device.ticker(), MeasurementListener.SILENT)
                .profile(plan, folder.resolve("fake.csv"));
    }

    /** A validation of the table with 50 networks. */
    private Validation validate(FakeDevice device) throws InterruptedException {
        int networks = 50;
        long seed = 5;
        return validate(device, table, space, networks, PROTOCOL, seed);
    }

    private Validation validate(
            FakeDevice device,
            LatencyTable of,
            SearchSpace sampled,
            int networks,
            MeasurementProtocol protocol,
            long seed)
            throws InterruptedException {
        return new Validator(device, device::model, device.ticker(), MeasurementListener.SILENT)
                .validate(of, folder.resolve(of.name() + ".csv"), sampled, networks, protocol, seed, store);
    }

    @Test
    void aTablePredictsTheDeviceThatItWasMeasuredOn() throws InterruptedException {
        Validation v = validate(new FakeDevice(0.01, 2));
        assertEquals(50, v.measured().prediction().networks());
        assertTrue(v.measured().prediction().mape() < 0.01, v.toString());
        assertEquals(1, v.measured().prediction().within5());
        assertTrue(
                v.measured().macsBaseline().mape()
                        > 3 * v.measured().prediction().mape(),
                v.toString());
        assertEquals(1, v.controlSlowdownSinceTable(), 0.01);
        assertTrue(v.noiseLowEnough());
    }

    @Test
    void validationUsesNoNetworksOfTheCalibration() throws InterruptedException {
        Validation v = validate(
                new FakeDevice(0.01, 2),
                table,
                space,
                50,
                PROTOCOL,
                table.certificate().origin().seed());
        Set<String> validated = v.measured().networks().stream()
                .map(MeasuredNetwork::segments)
                .collect(Collectors.toCollection(HashSet::new));
        validated.retainAll(table.certificate().calibration().networks().stream()
                .map(MeasuredNetwork::segments)
                .toList());
        assertEquals(Set.of(), validated);
    }

    @Test
    void theSlowdownOfADeviceIsMeasuredAndCorrected() throws InterruptedException {
        var slow = new FakeDevice(0.01, 2);
        slow.slowdownAt = _ -> 1.2;
        Validation v = validate(slow);
        assertEquals(1.2, v.controlSlowdownSinceTable(), 0.01);
        assertEquals(-1 + 1 / 1.2, v.measured().prediction().bias(), 0.01);
        assertEquals(0, v.atTableSpeed().prediction().bias(), 0.01);
    }

    @Test
    void theSpeedIsMeasuredWithNetworksOfTheTableRatherThanTheControl() throws InterruptedException {
        var device = new FakeDevice(0.01, 2);
        device.slowdownOf = network -> network.name().equals(ControlNetwork.KEY) ? 0.97 : 1.02;
        Validation v = validate(device);
        assertEquals(0.97, v.controlSlowdownSinceTable(), 0.005);
        assertEquals(1.02, v.slowdown().orElseThrow().slowdownSinceTable(), 0.005);
        assertEquals(0, v.atTableSpeed().prediction().bias(), 0.005);
    }

    @Test
    void forATableOfSeveralSpacesTheSpeedIsMeasuredWithTheControl() throws InterruptedException {
        var spaces = List.of(space, space.withClasses(100));
        var device = new FakeDevice(0.01, 1);
        var plan = ProfilingPlan.of(spaces, new ProfilingOptions(new ChainDifference(), 30, 0, PROTOCOL), 1);
        LatencyTable both = new Profiler(
                        device, device::model, () -> Instant.EPOCH, device.ticker(), MeasurementListener.SILENT)
                .profile(plan, folder.resolve("both.csv"));
        Validation v = validate(new FakeDevice(0.01, 2), both, space, 20, PROTOCOL, 5);
        assertTrue(v.slowdown().isEmpty());
        assertEquals(0, v.atTableSpeed().prediction().bias(), 0.01);
    }

    @Test
    void aChangingClockRateIsCorrected() throws InterruptedException {
        var unsteady = new FakeDevice(0.002, 2);
        unsteady.slowdownAt = nanos -> nanos / 50_000_000 % 2 == 0 ? 1 : 1.15;
        Validation v = validate(unsteady, table, space, 50, PROTOCOL.withRounds(20), 5);
        assertTrue(v.noise().mape() < 0.02, v.noise().toString());
        assertTrue(v.control().p90Ms() / v.control().p10Ms() > 1.1, v.control().toString());
        assertTrue(v.atTableSpeed().prediction().mape() < 0.03, v.toString());
    }

    @Test
    void severalSessionsPerNetworkAverageOutTheirDifferences() throws InterruptedException {
        var varying = new FakeDevice(0.002, 2);
        varying.sessionNoise = 0.08;
        // each pass of rounds opens a new session of every network
        double one = validate(varying, table, space, 50, PROTOCOL.withRounds(MeasurementProtocol.ROUNDS_PER_PASS), 5)
                .atTableSpeed()
                .prediction()
                .mape();
        double eight = validate(
                        varying, table, space, 50, PROTOCOL.withRounds(8 * MeasurementProtocol.ROUNDS_PER_PASS), 5)
                .atTableSpeed()
                .prediction()
                .mape();
        assertEquals(0.02, one, 0.004);
        assertTrue(eight < 0.6 * one, eight + " with eight sessions, " + one + " with one");
    }

    @Test
    void theNoiseOfANoisyMachineIsTooHigh() throws InterruptedException {
        Validation v = validate(new FakeDevice(0.6, 2), table, space, 50, PROTOCOL.withRounds(2), 5);
        assertTrue(!v.noiseLowEnough(), v.noise().toString());
    }

    /**
     * The predictor assumes that latencies differ by 0.7 % between processes; those of {@link FakeDevice} do not, so at a noise of 0.2 % its
     * interval is too wide.
     */
    @ParameterizedTest(name = "noise {0}")
    @CsvSource({"0.002, 1", "0.01, 0.99", "0.05, 0.99"})
    void theIntervalCoversNetworksAtAnyNoise(double noise, double maxCoverage) throws InterruptedException {
        Validation v = validate(new FakeDevice(noise, 2), table, space, 120, PROTOCOL, 5);
        double coverage = v.atTableSpeed().coverage90();
        assertTrue(coverage >= 0.85 && coverage <= maxCoverage, "coverage " + coverage);
    }

    @Test
    void theIntervalCoversNetworksWithDifferentSlowdowns() throws InterruptedException {
        var fast = new FakeDevice(0.01, 2);
        fast.slowdownOf = network -> 0.9
                * Math.exp(0.03
                        * new SplittableRandom(
                                        MeasuredNetwork.segmentTexts(network).hashCode())
                                .nextGaussian());
        Validation v = validate(fast, table, space, 120, PROTOCOL, 5);
        assertEquals(0.9, v.slowdown().orElseThrow().slowdownSinceTable(), 0.02);
        assertEquals(0.03, v.slowdown().orElseThrow().spread().orElseThrow(), 0.01);
        assertEquals(0.9, v.atTableSpeed().coverage90(), 0.07);
    }

    @Test
    void aDeviceWhoseTimesDoNotDependOnTheModelIsRefused() {
        var constant = new FakeDevice(0, 2);
        constant.slowdownOf = n -> 5 / FakeDevice.trueMs(n);
        UserError e = assertThrows(UserError.class, () -> validate(constant, table, space, 20, PROTOCOL, 5));
        assertTrue(e.getMessage().contains("all 20 networks take 5.0 ms"), e.getMessage());
        var noise = new FakeDevice(0.1, 2);
        noise.slowdownOf = n -> 5 / FakeDevice.trueMs(n);
        UserError random = assertThrows(UserError.class, () -> validate(noise, table, space, 50, PROTOCOL, 6));
        assertTrue(random.getMessage().contains("rank correlation with MACs"), random.getMessage());
        assertFalse(Files.exists(folder.resolve("fake.validation.jsonl")));
    }

    @Test
    void aSpaceWithUnitsThatTheTableLacksIsRefused() {
        var other = SpaceFile.find("small-28");
        UserError e =
                assertThrows(UserError.class, () -> validate(FakeDevice.noiseless(), table, other, 5, PROTOCOL, 1));
        assertTrue(e.getMessage().startsWith("the latency table lacks"), e.getMessage());
    }

    @Test
    void theSpaceMayHaveAnotherNumberOfClassesThanTheTable() throws InterruptedException {
        Validation v = validate(new FakeDevice(0.01, 2), table, space.withClasses(37), 50, PROTOCOL, 5);
        assertTrue(v.atTableSpeed().prediction().mape() < 0.01, v.toString());
        assertTrue(v.atTableSpeed().coverage90() >= 0.85, v.toString());
    }

    @Test
    void theMeasurementsAreKeptUntilTheResultIsStored() throws Exception {
        Path log = folder.resolve("fake.validation.jsonl");
        store = _ -> {
            assertTrue(Files.exists(log));
            throw new IllegalStateException("the disk is full");
        };
        assertThrows(IllegalStateException.class, () -> validate(FakeDevice.noiseless()));
        List<Validation> results = new ArrayList<>();
        store = results::add;
        Validation v = validate(FakeDevice.noiseless());
        assertEquals(List.of(v), results);
        assertFalse(Files.exists(log));
    }

    @Test
    void aCertificateContainsTheSameValidationOnlyOnce() throws InterruptedException {
        Validation v = validate(new FakeDevice(0.01, 2));
        Validation other = validate(new FakeDevice(0.01, 3));
        LatencyTable twice = table.withValidation(summary(v)).withValidation(summary(v));
        assertEquals(1, twice.certificate().validations().size());
        assertEquals(
                2,
                twice.withValidation(summary(other)).certificate().validations().size());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 10})
    void aResultThatWasStoredBeforeTheProcessWasKilledIsNotMeasuredAgain(double budgetPerNeededTime)
            throws InterruptedException {
        Path log = folder.resolve("fake.validation.jsonl");
        double seconds = validate(new FakeDevice(0.01, 1)).seconds();
        MeasurementProtocol protocol =
                PROTOCOL.withBudget(Duration.ofMillis((long) (1e3 * budgetPerNeededTime * seconds)));
        Path csv = folder.resolve("fake.csv");
        store = v -> {
            LatencyTableFile.write(table.withValidation(summary(v)), csv);
            throw new IllegalStateException("killed");
        };
        assertThrows(
                IllegalStateException.class, () -> validate(new FakeDevice(0.01, 1), table, space, 50, protocol, 5));
        assertTrue(Files.exists(log));
        LatencyTable again = LatencyTableFile.read(csv);
        store = v -> LatencyTableFile.write(again.withValidation(summary(v)), csv);
        var device = new FakeDevice(0.01, 2);
        device.loadingNanos = 1_000_000;
        validate(device, again, space, 50, protocol, 5);
        assertEquals(1, LatencyTableFile.read(csv).certificate().validations().size());
        assertFalse(Files.exists(log));
    }

    private ValidationSummary summary(Validation v) {
        return v.summary(space.name(), MachineState.current(), Instant.now(), Map.of());
    }

    @Test
    void noVisitIsLostIfTheDeviceFails() throws Exception {
        Path log = folder.resolve("fake.validation.jsonl");
        Validation whole = validate(FakeDevice.noiseless());
        assertFalse(Files.exists(log));
        var failing = FakeDevice.noiseless();
        failing.runsUntilFailure = 3_000;
        UserError e = assertThrows(UserError.class, () -> validate(failing));
        assertTrue(e.getMessage().startsWith("the device stopped working"), e.getMessage());
        assertEquals(failing.visits, Files.readString(log).split("\"probe\"", -1).length - 1);
        var again = FakeDevice.noiseless();
        Validation resumed = validate(again);
        assertEquals(whole.measured(), resumed.measured());
        // at least a fifth of all visits were not repeated
        assertTrue(again.visits < 0.8 * (failing.visits + again.visits), again.visits + " after " + failing.visits);
        assertFalse(Files.exists(log));
    }

    @Test
    void theLogOfAValidationOfOtherNetworksIsRefused() {
        var failing = FakeDevice.noiseless();
        failing.runsUntilFailure = 3_000;
        assertThrows(UserError.class, () -> validate(failing));
        UserError e =
                assertThrows(UserError.class, () -> validate(FakeDevice.noiseless(), table, space, 50, PROTOCOL, 6));
        assertEquals("there is an interrupted measurement of something else: seed 5, not 6", e.getMessage());
        UserError more = assertThrows(
                UserError.class, () -> validate(FakeDevice.noiseless(), table, space, 60, PROTOCOL.withRounds(9), 5));
        // 50 or 60 networks to validate, and the 30 of the calibration, by which the speed is measured
        assertTrue(more.getMessage().endsWith("rounds 8, not 9; models 80, not 90"), more.getMessage());
        assertTrue(e.where().endsWith("fake.validation.jsonl"), e.where());
    }
}
