package dev.sartor.latency.prediction;

import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.LatencyTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The costs of units (stems, blocks, heads): measured costs of a table and, optionally, estimates for units that it lacks. */
final class TableUnitCosts {
    private final LatencyTable table;
    private final Optional<Interpolation> interpolation;
    /** Cached, since the same unit is looked up many times. */
    private final Map<String, Optional<UnitCost>> estimates = new ConcurrentHashMap<>();

    private HeadCosts heads;

    private TableUnitCosts(LatencyTable table, Optional<Interpolation> interpolation) {
        this.table = table;
        this.interpolation = interpolation;
    }

    static TableUnitCosts of(LatencyTable table, MissingUnitPolicy missing) {
        return new TableUnitCosts(
                table,
                switch (missing) {
                    case REFUSE -> Optional.empty();
                    case INTERPOLATE -> Optional.of(Interpolation.of(table));
                });
    }

    /**
     * The cost of a unit; empty if the table lacks the unit and it is not estimated. A head with another number of classes than
     * in the table is always estimated, other units only by interpolation, and units that the device refused never.
     */
    Optional<UnitCost> cost(String key) {
        Optional<UnitCost> measured = table.unit(key).map(u -> new UnitCost(key, u.costMs(), 0));
        if (measured.isPresent() || table.provenance().refused().containsKey(key)) {
            return measured;
        }
        return estimates.computeIfAbsent(key, this::estimate);
    }

    private Optional<UnitCost> estimate(String key) {
        return heads().cost(key).or(() -> interpolation.flatMap(i -> i.cost(key)));
    }

    /** Created when the first unit is missing, since it reads all units of the table. */
    private synchronized HeadCosts heads() {
        if (heads == null) {
            heads = new HeadCosts(table);
        }
        return heads;
    }
}
