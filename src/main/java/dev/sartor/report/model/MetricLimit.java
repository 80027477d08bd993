package dev.sartor.report.model;

import java.util.OptionalDouble;

/** What a metric must not exceed. */
public record MetricLimit(CostMetric metric, double most) {
    public MetricLimit {
        if (!(most > 0) || Double.isInfinite(most)) {
            throw new IllegalArgumentException("A limit must be positive and finite, not " + most);
        }
    }

    /** Whether a trial exceeds it; a latency that is not known exceeds nothing. */
    public boolean brokenBy(TrialPoint trial) {
        OptionalDouble amount = metric.of(trial);
        return amount.isPresent() && amount.getAsDouble() > most;
    }

    /** How much is allowed, as people write limits: {@code 12 ms}. */
    public String amount() {
        String text = metric.text(most);
        return text.contains(".") ? text.replaceFirst("\\.?0+(?=\u00a0)", "") : text;
    }

    /** {@code latency on cpu ≤ 0.4 ms}. */
    public String text() {
        return metric.label() + "\u00a0≤\u00a0" + amount();
    }
}
