package dev.sartor.report.model;

import java.util.OptionalDouble;

/** A limit on a cost: its largest permitted value. */
public record MetricLimit(CostMetric metric, double max) {
    public MetricLimit {
        if (!(max > 0) || Double.isInfinite(max)) {
            throw new IllegalArgumentException("A limit must be positive and finite, not " + max);
        }
    }

    /** Whether a trial exceeds the limit; false if its latency is unknown. */
    public boolean isExceededBy(TrialPoint trial) {
        OptionalDouble amount = metric.value(trial);
        return amount.isPresent() && amount.getAsDouble() > max;
    }

    /** The largest permitted value as text: {@code 12 ms}. */
    public String maxText() {
        String text = metric.format(max);
        return text.contains(".") ? text.replaceFirst("\\.?0+(?=\u00a0)", "") : text;
    }

    /** The limit as text: {@code latency on cpu ≤ 0.4 ms}. */
    public String text() {
        return metric.label() + "\u00a0≤\u00a0" + maxText();
    }
}
