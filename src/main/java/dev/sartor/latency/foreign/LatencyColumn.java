package dev.sartor.latency.foreign;

import dev.sartor.base.UserError;
import dev.sartor.base.csv.CsvRow;
import dev.sartor.base.csv.CsvTable;
import java.util.List;
import java.util.Optional;

/**
 * A column of latencies with its unit of time: the unit that the user gave, or the one in the column's name, or milliseconds.
 *
 * @param name name of the column in the file
 */
record LatencyColumn(String name, LatencyTimeUnit timeUnit) {
    /**
     * The column that the user named, with or without the unit of time in its name: {@code median} finds {@code median (us)}.
     *
     * @param given the unit of time that the user gave, if any
     * @throws UserError if there is no such column, or the two units differ
     */
    static LatencyColumn of(CsvTable table, String named, Optional<LatencyTimeUnit> given) {
        String column = table.columns().contains(named) ? named : withTimeUnit(table, named);
        Optional<LatencyTimeUnit> unitInName = LatencyTimeUnit.ofColumn(column).map(LatencyTimeUnit.Column::timeUnit);
        if (given.isPresent() && unitInName.isPresent() && !given.equals(unitInName)) {
            throw new UserError(
                    "the name of column '" + column + "' says "
                            + unitInName.get().words() + ", but the unit given is "
                            + given.get().words(),
                    table.place() + ":1",
                    "leave out --unit, or rename the column");
        }
        table.requireColumn(column);
        return new LatencyColumn(column, given.or(() -> unitInName).orElse(LatencyTimeUnit.MS));
    }

    /** The column whose name is this one followed by a unit of time; {@code named} itself if there is not exactly one. */
    private static String withTimeUnit(CsvTable table, String named) {
        List<String> found = table.columns().stream()
                .filter(c -> LatencyTimeUnit.ofColumn(c)
                        .filter(u -> u.name().equalsIgnoreCase(named.strip()))
                        .isPresent())
                .toList();
        return found.size() == 1 ? found.getFirst() : named;
    }

    /** The latency of a row in milliseconds; NaN for a missing one. */
    double ms(CsvRow row) {
        return row.number(name).orElse(Double.NaN) * timeUnit.ms();
    }

    /** A sentence about the unit of time, if it is not milliseconds. */
    Optional<String> note() {
        return timeUnit == LatencyTimeUnit.MS
                ? Optional.empty()
                : Optional.of("column '" + name + "' was read as " + timeUnit.words());
    }
}
