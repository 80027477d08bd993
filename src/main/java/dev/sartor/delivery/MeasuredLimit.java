package dev.sartor.delivery;

import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Limit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Check of limits against measured latencies. */
public final class MeasuredLimit {
    private MeasuredLimit() {}

    /**
     * Whether the costs are within the limit. For a measured latency, the larger of two 90th percentiles counts: at the speed of
     * the device during this measurement, and at its speed during the measurement of its table. A latency that was not measured
     * counts as predicted.
     *
     * @param costs    the predicted costs
     * @param measured the latency by the name of its table
     */
    public static boolean allows(Limit limit, Costs costs, Function<String, Optional<MeasuredLatency>> measured) {
        if (!(limit.cost() instanceof Cost.Latency(Optional<String> named))) {
            return limit.allows(costs);
        }
        List<String> tables = named.map(List::of)
                .orElseGet(() -> List.copyOf(costs.latencyMs().keySet()));
        return tables.stream()
                .allMatch(table ->
                        measured.apply(table).map(MeasuredLatency::worstP90Ms).orElseGet(() -> costs.latencyMs(table))
                                <= limit.maximum());
    }
}
