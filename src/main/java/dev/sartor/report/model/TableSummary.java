package dev.sartor.report.model;

import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A latency table as far as a report tells of it.
 *
 * @param name       as trials and limits name it
 * @param facts      who measured what, when, with what: shown as they are, in this order
 * @param validation how well it predicts whole networks that were not used for it
 * @param noise      how well one half of those measurements predicts the other: what no table can be better than
 * @param networks   the networks behind {@code validation}
 */
public record TableSummary(
        String name,
        Map<String, String> facts,
        Optional<Agreement> validation,
        Optional<Agreement> noise,
        List<MeasuredNetwork> networks) {
    public TableSummary {
        facts = InsertionOrder.copy(facts);
        networks = List.copyOf(networks);
    }
}
