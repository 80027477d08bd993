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
     * Whether the costs are within the limit. Of a measured latency, the 90th percentile is compared with the limit: the larger
     * of that at the speed of the device during this measurement, and that at its speed when its table was measured. If a
     * latency was not measured, the predicted one is compared.
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
