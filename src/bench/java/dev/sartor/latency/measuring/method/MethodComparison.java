package dev.sartor.latency.measuring.method;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.calibration.Calibrator;
import dev.sartor.latency.measuring.MethodComparisonLogs;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares the methods of measuring units (stem, blocks and heads) by how well the sums of their latencies predict 200 whole networks,
 * which are measured in another process.
 *
 * <p>Arguments: {@code units|networks|table|all SPACE DEVICE FOLDER [SECONDS]}. {@code units} measures the units of SPACE and {@code
 * networks} the networks on DEVICE, for at most SECONDS (default 3600) each; both continue an earlier measurement, whose logs are in
 * FOLDER. {@code table} prints the comparison. {@code all} does all three.
 */
public final class MethodComparison {
    private static final long DEFAULT_SECONDS = 3600;

    private MethodComparison() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        MethodComparisonLogs comparison = MethodComparisonLogs.of(args[1], args[2], Path.of(args[3]));
        Duration limit = Duration.ofSeconds(args.length > 4 ? Long.parseLong(args[4]) : DEFAULT_SECONDS);
        switch (args[0]) {
            case "units" -> comparison.measureUnits(limit);
            case "networks" -> comparison.measureTestNetworks(limit);
            case "table" -> print(comparison.logs());
            case "all" -> {
                comparison.measureUnits(limit);
                measureInOtherProcess(args);
                print(comparison.logs());
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void measureInOtherProcess(String[] args) throws IOException, InterruptedException {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>(List.of(
                self.command().orElseThrow(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MethodComparison.class.getName(),
                "networks"));
        command.addAll(List.of(args).subList(1, args.length));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("the other process failed");
        }
    }

    private static void print(MethodComparisonLogs.Logs logs) {
        System.out.println("| units | calibration | MAPE % | within 5 % | within 10 % | tau | bias % |");
        System.out.println("|---|---|---|---|---|---|---|");
        System.out.println(
                MethodComparisonLogs.row("*the measurement itself: odd rounds against even*", "", logs.noise()));
        double msPerMac = 0;
        for (MeasurementMethod method : MethodComparisonLogs.METHODS) {
            List<UnitLatency> rows = logs.rows(method);
            Calibrator.Fit fit = new Calibrator(
                            rows,
                            logs.calibrationNetworks().networks(),
                            logs.calibrationNetworks().measuredMs(),
                            Precision.FP32)
                    .fit(method.name());
            msPerMac = fit.calibration().msPerMac();
            ToDoubleFunction<Network> sum = sum(rows, UnitLatency::medianMs);
            double factor = factor(sum, logs.calibrationNetworks());
            ToDoubleFunction<Network> costs = sum(fit.units(), UnitLatency::costMs);
            System.out.println(MethodComparisonLogs.row(method.name(), "none", logs.agreementOnTestNetworks(sum)));
            System.out.println(MethodComparisonLogs.row(
                    method.name(), "one factor", logs.agreementOnTestNetworks(n -> factor * sum.applyAsDouble(n))));
            System.out.println(MethodComparisonLogs.row(
                    method.name(),
                    "regression",
                    logs.agreementOnTestNetworks(n -> fit.calibration().offsetMs()
                            + fit.calibration().weightTerm().ms(n, Precision.FP32)
                            + costs.applyAsDouble(n))));
        }
        // the latency for each MAC in the calibration with the last method
        double perMac = msPerMac;
        System.out.println(
                MethodComparisonLogs.row("MACs", "one factor", logs.agreementOnTestNetworks(n -> perMac * n.macs())));
    }

    /** The sum of a value over the units of a network. */
    private static ToDoubleFunction<Network> sum(List<UnitLatency> rows, ToDoubleFunction<UnitLatency> ms) {
        Map<String, Double> byKey = new HashMap<>();
        rows.forEach(r -> byKey.put(r.key(), ms.applyAsDouble(r)));
        return n -> n.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(Segment::key)
                .mapToDouble(byKey::get)
                .sum();
    }

    /** The median ratio of measured latencies and sums. */
    private static double factor(ToDoubleFunction<Network> sum, TimedNetworks fitted) {
        return Quantiles.median(IntStream.range(0, fitted.count())
                .mapToDouble(i -> fitted.measuredMs()[i]
                        / sum.applyAsDouble(fitted.networks().get(i)))
                .toArray());
    }
}
