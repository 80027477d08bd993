package dev.sartor.latency.prediction;

import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.LatencyTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The costs of units: measured costs of a table and, optionally, estimates for units that the table lacks. */
final class TableUnitCosts {
    private final LatencyTable table;
    private final Optional<Interpolation> interpolation;
    /** Cached, since the same unit is looked up many times. */
    private final Map<String, Optional<UnitCost>> estimates = new ConcurrentHashMap<>();

    private TableUnitCosts(LatencyTable table, Optional<Interpolation> interpolation) {
        this.table = table;
        this.interpolation = interpolation;
    }

    static TableUnitCosts cost(LatencyTable table, MissingUnitPolicy missing) {
        return new TableUnitCosts(
                table,
                switch (missing) {
                    case REFUSE -> Optional.empty();
                    case INTERPOLATE -> Optional.of(Interpolation.of(table));
                });
    }

    /**
     * The cost of a unit; empty if the table lacks the unit and it is not interpolated. Units that the device refused are never
     * interpolated.
     */
    Optional<UnitCost> cost(String key) {
        Optional<UnitCost> measured = table.unit(key).map(u -> new UnitCost(key, u.costMs(), 0));
        if (measured.isPresent() || table.provenance().refused().containsKey(key)) {
            return measured;
        }
        return interpolation.flatMap(i -> estimates.computeIfAbsent(key, i::cost));
    }
}
