package dev.sartor.latency.prediction;

import dev.sartor.latency.table.ClassCounts;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Heads that a table has only with other numbers of classes, so that their costs are estimated ({@link HeadCosts}).
 *
 * @param table    name of the table
 * @param measured numbers of classes of the heads in the table
 * @param needed   numbers of classes of the heads that are estimated
 */
public record EstimatedHeads(String table, SortedSet<Integer> measured, SortedSet<Integer> needed) {
    /** The heads among some units that a table estimates; empty if it estimates none. */
    public static Optional<EstimatedHeads> of(LatencyTable table, Collection<Unit> units) {
        SortedSet<Integer> needed = new TreeSet<>();
        SortedSet<Integer> measured = new TreeSet<>();
        for (Unit unit : units) {
            if (ClassCounts.of(unit).isEmpty() || table.unit(unit.key()).isPresent()) {
                continue;
            }
            for (UnitLatency row : table.units()) {
                Unit other = UnitKey.parse(row.key());
                if (ClassCounts.differOnlyInClasses(unit, other)) {
                    measured.add(ClassCounts.of(other).getAsInt());
                    needed.add(ClassCounts.of(unit).getAsInt());
                }
            }
        }
        return needed.isEmpty() ? Optional.empty() : Optional.of(new EstimatedHeads(table.name(), measured, needed));
    }
}
