package dev.sartor.base.csv;

import dev.sartor.base.UserError;
import java.util.List;
import java.util.OptionalDouble;

/** A row of a {@link CsvTable}. */
public final class CsvRow {
    private final CsvTable table;
    private final long line;
    private final List<String> values;

    CsvRow(CsvTable table, long line, List<String> values) {
        this.table = table;
        this.line = line;
        this.values = values;
    }

    /** The number of the line in the file, from 1. */
    public long line() {
        return line;
    }

    /** File and line, for error messages. */
    public String where() {
        return table.place() + ":" + line;
    }

    /**
     * The value of a column, without blanks around it.
     *
     * @throws UserError if the table has no column of that name, or several
     */
    public String text(String column) {
        return values.get(table.index(column));
    }

    /**
     * The number in a column; missing if the field is empty, NaN, NA or a similar text.
     *
     * @throws UserError that names line and column, if the field is something else
     */
    public OptionalDouble number(String column) {
        String text = text(column);
        if (CsvNumbers.isMissing(text)) {
            return OptionalDouble.empty();
        }
        OptionalDouble number = table.numbers(column).parse(text);
        if (number.isEmpty() || Double.isInfinite(number.getAsDouble())) {
            throw new UserError(
                    "'" + text + "' is not a number",
                    where() + " " + column,
                    "write it like 0.0052 or 5.2e-3; a column uses either decimal points or decimal commas");
        }
        return number;
    }

    List<String> values() {
        return values;
    }
}
