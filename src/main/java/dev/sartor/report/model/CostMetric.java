package dev.sartor.report.model;

import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.search.problem.Costs;
import java.util.OptionalDouble;

/** A cost that a report plots, tabulates and compares with limits. */
public sealed interface CostMetric {

    /** Predicted latency in milliseconds on the device of one table. */
    record Latency(String table) implements CostMetric {
        public Latency {
            if (table.isBlank()) {
                throw new IllegalArgumentException("A latency metric needs the name of its table");
            }
        }
    }

    /** Multiply-accumulates of one image. */
    record Macs() implements CostMetric {}

    /** Trainable parameters. */
    record Params() implements CostMetric {}

    /** Peak activation memory of one image, in bytes. */
    record Memory() implements CostMetric {}

    /** The weights, in bytes. */
    record Flash() implements CostMetric {}

    /** The value for a trial; empty if its latency for the table is unknown. */
    default OptionalDouble value(TrialPoint trial) {
        return switch (this) {
            case Latency(String table) ->
                trial.latencyMs().containsKey(table)
                        ? OptionalDouble.of(trial.latencyMs().get(table))
                        : OptionalDouble.empty();
            case Macs() -> OptionalDouble.of(trial.macs());
            case Params() -> OptionalDouble.of(trial.params());
            case Memory() -> OptionalDouble.of(trial.peakActivationBytes());
            case Flash() -> OptionalDouble.of(trial.weightBytes());
        };
    }

    /** The value for the costs of a network, which must contain the table of a latency. */
    default double value(Costs costs) {
        return switch (this) {
            case Latency(String table) -> costs.latencyMs(table);
            case Macs() -> costs.macs();
            case Params() -> costs.params();
            case Memory() -> costs.peakActivationBytes();
            case Flash() -> costs.weightBytes();
        };
    }

    /** The name, for column headers and limits. */
    default String label() {
        return switch (this) {
            case Latency(String table) -> "latency on " + table;
            case Macs() -> "MACs";
            case Params() -> "parameters";
            case Memory() -> "peak memory";
            case Flash() -> "weights";
        };
    }

    /** A value with its unit: {@code 0.384 ms}, {@code 11.8 M}. */
    default String format(double value) {
        return switch (this) {
            case Latency _ -> ReportNumbers.ms(value);
            case Macs(), Params() -> ReportNumbers.count(Math.round(value));
            case Memory(), Flash() -> ReportNumbers.bytes(Math.round(value));
        };
    }

    /** The unit of an axis whose largest value is {@code max}; values are divided by its size. */
    default AxisUnit axisUnit(double max) {
        return switch (this) {
            case Latency(String table) -> new AxisUnit("predicted latency on " + table + ", ms", 1);
            case Macs() ->
                max >= 1e6
                        ? new AxisUnit("multiply-accumulates, million", 1e6)
                        : new AxisUnit("multiply-accumulates, thousand", 1e3);
            case Params() ->
                max >= 1e6 ? new AxisUnit("parameters, million", 1e6) : new AxisUnit("parameters, thousand", 1e3);
            case Memory() ->
                max >= 1 << 20
                        ? new AxisUnit("peak activation memory, MiB", 1 << 20)
                        : new AxisUnit("peak activation memory, KiB", 1 << 10);
            case Flash() ->
                max >= 1 << 20 ? new AxisUnit("weights, MiB", 1 << 20) : new AxisUnit("weights, KiB", 1 << 10);
        };
    }

    /** The title of an axis and the size of its unit. */
    record AxisUnit(String title, double size) {}
}
