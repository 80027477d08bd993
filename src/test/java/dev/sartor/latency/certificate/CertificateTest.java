package dev.sartor.latency.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.file.Sha256;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.certificate.Trust.Verdict;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.Spaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CertificateTest {
    // Agreement: networks, MAPE, RMSPE, shares within 5 and 10 %, tau, bias
    private static final Agreement GOOD = new Agreement(40, 0.01, 0.0125, 0.975, 1, 0.96875, -0.001);
    private static final Agreement WORSE = new Agreement(40, 0.2, 0.25, 0.1, 0.5, 0.9, 0);
    /** The 10th and the 90th percentile of their latencies are 2 and 10 ms: most networks differ by no more than 8 ms. */
    private static final List<MeasuredNetwork> NETWORKS = networks(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    private final Certificate certificate = SampleTables.certificate(SampleTables.calibration());

    private static List<MeasuredNetwork> networks(double... ms) {
        List<MeasuredNetwork> all = new ArrayList<>();
        for (double m : ms) {
            all.add(new MeasuredNetwork("n" + m, m, m));
        }
        return all;
    }

    private static PredictionQuality quality(Agreement prediction) {
        return new PredictionQuality(prediction, WORSE, 0.9, NETWORKS);
    }

    private static Validation validation(PredictionQuality atTableSpeed, OptionalDouble timerGrainMs) {
        return validation(atTableSpeed, GOOD, timerGrainMs);
    }

    private static Validation validation(PredictionQuality atTableSpeed, Agreement noise, OptionalDouble timerGrainMs) {
        return new Validation(
                quality(WORSE),
                atTableSpeed,
                noise,
                WORSE,
                // ControlDrift: measurements, median, 10th and 90th percentile in ms, later over earlier measurements
                new ControlDrift(200, 0.21, 0.2, 0.22, 1),
                // slowdown of the control network, slowdown of other networks, step of the clock, seed, seconds
                1.05,
                Optional.empty(),
                timerGrainMs,
                List.of(),
                1000,
                20.5);
    }

    private static ValidationSummary summary(Validation validation, String space) {
        return validation.summary(
                space,
                FakeDevice.noiseless().description().state(),
                Instant.parse("2026-11-23T10:15:30Z"),
                Map.of("sartor", "0.1.0"));
    }

    @Test
    void theFiguresOfACertificateAreThoseOfItsParts() {
        assertEquals(certificate.origin().device(), certificate.device());
        assertEquals(List.of(new MeasuredSpace("tiny", 3, "00ff")), certificate.spaces());
        assertEquals(certificate.result().control(), certificate.control());
        assertEquals(Optional.of(SampleTables.calibration()), certificate.fittedCalibration());
        assertEquals(certificate.quality().heldOut(), certificate.heldOutQuality());
        assertEquals(1, certificate.validations().size());
        assertEquals(FakeDevice.noiseless().description().device().text(), certificate.deviceText());
        assertEquals(Precision.FP32, certificate.precision());
        assertEquals(Map.of("cn_r1_k3_s1_c8_nre@8x16x16", "not supported"), certificate.refused());
    }

    @Test
    void replacingTheHashChangesNothingElse() {
        Certificate other = certificate.withTableSha256("0a");
        assertEquals("0a", other.tableSha256());
        assertEquals(certificate, other.withTableSha256(certificate.tableSha256()));
    }

    @Test
    void outOfSampleNetworksAreThoseOfTheCalibrationAndTheHeldOutOnes() {
        List<MeasuredNetwork> fitted = certificate.calibration().networks();
        assertEquals(fitted, certificate.outOfSample());
        List<MeasuredNetwork> both = new ArrayList<>(fitted);
        both.addAll(NETWORKS);
        assertEquals(both, certificate.withHeldOut(quality(GOOD)).outOfSample());
    }

    @Test
    void heldOutNetworksDecideTheVerdict() {
        assertEquals(
                Verdict.AT_THE_NOISE_FLOOR,
                certificate.withHeldOut(quality(GOOD)).quality().trust().verdict());
        Certificate worse = certificate.withHeldOut(quality(WORSE));
        assertEquals(Verdict.NOT_ADDITIVE, worse.quality().trust().verdict());
        assertEquals(Optional.of(quality(WORSE)), worse.heldOutQuality());
        assertEquals(certificate.validations(), worse.validations());
    }

    @Test
    void aTimerStepAsLargeAsTheDifferencesOfHeldOutNetworksDecidesTheVerdict() {
        TableQuality fine =
                TableQuality.unknown().withHeldOut(quality(GOOD), Optional.of(GOOD), OptionalDouble.of(7.9));
        TableQuality coarse =
                TableQuality.unknown().withHeldOut(quality(GOOD), Optional.of(GOOD), OptionalDouble.of(8));
        assertEquals(Verdict.AT_THE_NOISE_FLOOR, fine.trust().verdict());
        assertEquals(
                new Trust(
                        Verdict.NOT_DISTINGUISHED,
                        "the timer counts steps of 8.0 ms, and most networks differ by no more than 8.00 ms"),
                coarse.trust());
    }

    @Test
    void aValidationIsJudgedAtTheSpeedOfTheTable() {
        assertEquals(
                Verdict.AT_THE_NOISE_FLOOR,
                validation(quality(GOOD), OptionalDouble.empty()).trust().verdict());
        assertEquals(
                Verdict.NOT_ADDITIVE,
                validation(quality(WORSE), OptionalDouble.empty()).trust().verdict());
        assertEquals(
                Verdict.NOT_DISTINGUISHED,
                validation(quality(GOOD), OptionalDouble.of(8)).trust().verdict());
    }

    @Test
    void aSummaryHasTheFiguresOfItsValidation() {
        Validation validation = validation(new PredictionQuality(GOOD, WORSE, 0.8, NETWORKS), OptionalDouble.of(0.5));
        ValidationSummary summary = summary(validation, "tiny");
        assertEquals(WORSE, summary.withoutSpeedCorrection());
        assertEquals(0.9, summary.coverage90());
        assertEquals(GOOD, summary.atTableSpeed());
        assertEquals(0.8, summary.coverage90AtTableSpeed());
        assertEquals(validation.trust(), summary.trust());
        assertEquals("tiny", summary.space());
    }

    @Test
    void theNoiseIsLowEnoughIfTheHalvesAgreeWithinFivePercentForNineOfTenNetworks() {
        assertTrue(validation(quality(GOOD), OptionalDouble.empty()).noiseLowEnough());
        assertTrue(TrustRule.noiseLowEnough(new Agreement(40, 0.01, 0.0125, 0.9, 1, 1, 0)));
        assertFalse(TrustRule.noiseLowEnough(new Agreement(40, 0.01, 0.0125, 0.899, 1, 1, 0)));
        assertFalse(validation(quality(GOOD), WORSE, OptionalDouble.empty()).noiseLowEnough());
    }

    @Test
    void aValidationThatIsWrittenTwiceCountsOnce() {
        ValidationSummary first = summary(validation(quality(GOOD), OptionalDouble.empty()), "tiny");
        ValidationSummary other = summary(validation(quality(GOOD), OptionalDouble.empty()), "small-28");
        Certificate both = certificate.withValidation(first).withValidation(other);
        assertEquals(List.of(certificate.validations().getFirst(), first, other), both.validations());
        assertEquals(both.validations(), both.withValidation(other).validations());
        assertEquals(certificate.quality().trust(), both.quality().trust());
    }

    @Test
    void measurementsThatDifferInOneFigureAreDifferent() {
        ValidationSummary one = SampleTables.validated(GOOD);
        assertTrue(one.isOfSameMeasurement(SampleTables.validated(GOOD)));
        assertFalse(one.isOfSameMeasurement(SampleTables.validated(WORSE)));
        assertFalse(one.isOfSameMeasurement(variant(one, 1001, one.seconds(), one.control())));
        assertFalse(one.isOfSameMeasurement(variant(one, one.seed(), 20.6, one.control())));
        assertFalse(one.isOfSameMeasurement(
                variant(one, one.seed(), one.seconds(), new ControlDrift(201, 0.21, 0.2, 0.22, 1))));
    }

    private static ValidationSummary variant(ValidationSummary v, long seed, double seconds, ControlDrift control) {
        return new ValidationSummary(
                v.measuredAt(),
                v.software(),
                v.state(),
                v.space(),
                seed,
                seconds,
                v.withoutSpeedCorrection(),
                v.coverage90(),
                v.atTableSpeed(),
                v.coverage90AtTableSpeed(),
                v.macsBaseline(),
                v.noise(),
                v.drift(),
                control,
                v.controlSlowdownSinceTable(),
                v.slowdown(),
                v.timerGrainMs(),
                v.boards(),
                v.trust());
    }

    @Test
    void anImportedTableHasNoCalibrationValidationOrHeldOutNetworks() {
        Map<String, String> entriesWithoutRow = new LinkedHashMap<>();
        entriesWithoutRow.put("row 7", "no such block");
        entriesWithoutRow.put("row 2", "no size");
        // format of the certificate, source file, its hash and format, time of import, device, time of measurement,
        // software, noise, doubts, entries without a row, notes, hash of the table
        var foreign = new ForeignCertificate(
                2,
                "latencies.csv",
                "ff",
                "csv",
                Instant.EPOCH,
                "a phone",
                "2020",
                ForeignCertificate.UNKNOWN,
                "1 %",
                Map.of("b", "rounded", "a", "rounded"),
                entriesWithoutRow,
                List.of("in ms"),
                "00");
        assertEquals(Optional.empty(), foreign.fittedCalibration());
        assertEquals(Optional.empty(), foreign.heldOutQuality());
        assertEquals(List.of(), foreign.validations());
        assertEquals(List.of(), foreign.outOfSample());
        assertEquals("a phone", foreign.deviceText());
        assertEquals(Precision.FP32, foreign.precision());
        assertEquals(Map.of(), foreign.refused());
        assertEquals(List.of("a", "b"), List.copyOf(foreign.doubts().keySet()));
        assertEquals(
                List.of("row 7", "row 2"),
                List.copyOf(foreign.entriesWithoutRow().keySet()));
        assertEquals("01", foreign.withTableSha256("01").tableSha256());
        assertEquals(foreign, foreign.withTableSha256("01").withTableSha256("00"));
        assertNotEquals(foreign, foreign.withTableSha256("01"));
    }

    @Test
    void theHashOfAMeasuredSpaceIsThatOfItsSortedUnits() {
        SearchSpace space = Spaces.of(Spaces.TINY);
        List<String> keys = space.units().stream().map(u -> u.key()).sorted().toList();
        assertEquals(
                new MeasuredSpace(space.name(), keys.size(), Sha256.of(String.join("\n", keys))),
                MeasuredSpace.of(space));
    }

    @Test
    void theSoftwareVersionsAreThoseOfThisProcess() {
        Map<String, String> software = SoftwareVersions.current(DeviceSpec.cpu());
        assertEquals(System.getProperty("java.vm.version"), software.get("java"));
        assertTrue(software.get("system").startsWith(System.getProperty("os.name") + " "));
        assertTrue(software.keySet().containsAll(List.of("sartor", "models")));
    }
}
