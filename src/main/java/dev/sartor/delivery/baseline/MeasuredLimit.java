package dev.sartor.delivery.baseline;

import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Limit;
import java.util.List;
import java.util.Optional;

/** Whether a baseline is within a limit: as measured, as the winner is, or as predicted where its latency was not measured. */
final class MeasuredLimit {
    private MeasuredLimit() {}

    /** A measured latency counts by the larger of its 90th percentiles, as for the trials of a front. */
    static boolean allows(Limit limit, Baseline network) {
        if (!(limit.cost() instanceof Cost.Latency(Optional<String> named))
                || network.measured().isEmpty()) {
            return limit.allows(network.costs());
        }
        List<String> tables = named.map(List::of)
                .orElseGet(() -> List.copyOf(network.costs().latencyMs().keySet()));
        return tables.stream()
                .allMatch(t -> Optional.ofNullable(network.measured().get(t))
                                .map(MeasuredLatency::worstP90Ms)
                                .orElseGet(() -> network.costs().latencyMs(t))
                        <= limit.maximum());
    }
}
