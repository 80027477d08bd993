package dev.sartor.latency.table;

import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.MeasuredSpace;
import dev.sartor.latency.certificate.MeasurementOrigin;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.MeasurementResult;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.certificate.TableQuality;
import dev.sartor.latency.certificate.TrustRule;
import dev.sartor.latency.certificate.UnitGaps;
import dev.sartor.latency.certificate.ValidationSummary;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.space.SearchSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Tables and certificates for tests. */
public final class SampleTables {
    private SampleTables() {}

    public static LatencyTable of(String name, List<UnitLatency> units, Certificate certificate) {
        return new LatencyTable(name, units, certificate);
    }

    public static LatencyCalibration calibration() {
        return calibration(
                List.of(new MeasuredNetwork("stem_k3_s1_c8_nre|er_r1_k3_s2_e2_c16_nre|head_o10", 0.25, 0.245)));
    }

    private static LatencyCalibration calibration(List<MeasuredNetwork> networks) {
        // method, ms of an offset and per unit, factors, weight term, deviation of units, errors, ms per MAC, networks
        return new LatencyCalibration(
                "by hand",
                0.01,
                0.001,
                Map.of("er", 1.1, "stem", 0.95),
                // WeightTerm: ms per MiB of weights beyond a threshold, the threshold in MiB
                new WeightTerm(0.25, 0.5),
                0.05,
                OptionalDouble.of(0.012),
                OptionalDouble.of(0.02),
                1.5e-8,
                networks);
    }

    /** A certificate without validations and held-out networks, whose calibration has these networks. */
    public static Certificate unvalidated(List<MeasuredNetwork> networks) {
        Certificate c = certificate(calibration(networks));
        return new Certificate(
                c.origin(),
                c.result(),
                c.calibration(),
                new TableQuality(Optional.empty(), c.quality().trust(), List.of()),
                c.gaps(),
                c.tableSha256());
    }

    public static Certificate certificate(LatencyCalibration calibration) {
        // Agreement: networks, MAPE, RMSPE, shares within 5 and 10 %, tau, bias
        var agreement = new Agreement(40, 0.01, 0.0125, 0.975, 1, 0.96875, -0.001);
        // PredictionQuality: of the prediction, of MACs instead, share within the 90 % interval, networks
        var heldOut = new PredictionQuality(agreement, agreement, 0.875, List.of());
        return new Certificate(
                new MeasurementOrigin(
                        Instant.parse("2026-11-22T10:15:30Z"),
                        Map.of("sartor", "0.1.0"),
                        FakeDevice.noiseless().description(),
                        List.of(new MeasuredSpace("tiny", 3, "00ff")),
                        7,
                        // MeasurementProtocol: rounds, target precision, time limit, memory in MiB
                        new MeasurementProtocol(30, 0.01, Duration.ofSeconds(60), 2048)),
                // MeasurementResult: seconds, rounds, drift, noise, step of the clock in ms
                new MeasurementResult(
                        12.5,
                        30,
                        // ControlDrift: measurements, median, 10th and 90th percentile in ms, later over earlier
                        // measurements
                        new ControlDrift(300, 0.2, 0.195, 0.21, 1.01),
                        Optional.of(agreement),
                        OptionalDouble.empty(),
                        List.of()),
                calibration,
                new TableQuality(
                        Optional.of(heldOut),
                        TrustRule.judge(Optional.of(agreement), Optional.of(agreement), Optional.empty()),
                        List.of(validated(agreement))),
                new UnitGaps(
                        Map.of("cn_r1_k3_s1_c8_nre@8x16x16", "not supported"),
                        List.of("ir_r1_k3_s1_e3_c8_nre@8x16x16"),
                        List.of("stem_k3_s1_c8_nre@1x16x16")),
                "");
    }

    public static ValidationSummary validated(Agreement agreement) {
        return new ValidationSummary(
                Instant.parse("2026-11-23T10:15:30Z"),
                Map.of("sartor", "0.1.0"),
                FakeDevice.noiseless().description().state(),
                "tiny",
                // seed, seconds, agreements and coverages
                1000,
                20.5,
                agreement,
                0.875,
                agreement,
                0.9,
                agreement,
                agreement,
                agreement,
                new ControlDrift(200, 0.21, 0.2, 0.22, 1),
                1.05,
                // Slowdown: networks, latency now over latency in the table, spread
                Optional.of(new Slowdown(24, 1.03125, OptionalDouble.empty())),
                OptionalDouble.empty(),
                List.of(),
                TrustRule.judge(Optional.of(agreement), Optional.of(agreement), Optional.empty()));
    }

    public static List<UnitLatency> units() {
        return List.of(
                // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
                new UnitLatency("stem_k3_s1_c8_nre@1x16x16", "stem", 0.000485, 0.000423, 0.000572, 240, 0.000461),
                new UnitLatency("er_r1_k3_s2_e2_c16_nre@8x16x16", "er", 0.0125, 0.012, 0.0131, 240, 0.01475),
                new UnitLatency("head_o10@16x8x8", "head", 12, 11.5, 100.000001, 90, 0));
    }

    /** A table of a space with random costs and a weight term that is not 0 for all networks. */
    public static LatencyTable random(SearchSpace space, long seed) {
        var random = new SplittableRandom(seed);
        List<UnitLatency> units = space.units().stream()
                .map(u -> {
                    double ms = random.nextDouble();
                    return new UnitLatency(u.key(), u.segment().kind(), ms, ms, ms, 1, random.nextDouble());
                })
                .toList();
        return of("random", units, certificate(calibration()));
    }
}
