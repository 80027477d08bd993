package dev.sartor.report.model;

import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A latency table as a report shows it.
 *
 * @param name       the name of the table in trials and limits
 * @param details    facts about its measurement by label, in the order shown
 * @param validation agreement of the table with whole networks that were not used for it
 * @param noiseFloor the agreement of one half of those measurements with the other half; no table can agree better
 * @param networks   the networks of {@code validation}
 */
public record TableSummary(
        String name,
        Map<String, String> details,
        Optional<Agreement> validation,
        Optional<Agreement> noiseFloor,
        List<MeasuredNetwork> networks) {
    public TableSummary {
        details = InsertionOrder.copy(details);
        networks = List.copyOf(networks);
    }
}
