package dev.sartor.latency.prediction;

import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.LatencyTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What units cost by a table: what was measured, and where that is wanted estimates for what was not. */
final class TableUnitCosts {
    private final LatencyTable table;
    private final Optional<Interpolation> interpolation;
    /** Each unit is asked for many times. */
    private final Map<String, Optional<UnitCost>> estimates = new ConcurrentHashMap<>();

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
     * The price of the unit of a key; empty if the table lacks it and it is not, or cannot be, interpolated. What the device
     * cannot run has none.
     */
    Optional<UnitCost> of(String key) {
        Optional<UnitCost> measured = table.unit(key).map(u -> new UnitCost(key, u.costMs(), 0));
        if (measured.isPresent() || table.provenance().refused().containsKey(key)) {
            return measured;
        }
        return interpolation.flatMap(i -> estimates.computeIfAbsent(key, i::cost));
    }
}
