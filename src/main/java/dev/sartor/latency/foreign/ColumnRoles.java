package dev.sartor.latency.foreign;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parser of the option that assigns the columns of a CSV file to roles: {@code key=unit,ms=latency}. */
final class ColumnRoles {
    /** The unit's key, its latency, 10th and 90th percentile, and number of runs. */
    private static final List<String> ROLES = List.of("key", "ms", "p10", "p90", "n");

    private static final String OPTION = "the --columns option";

    private ColumnRoles() {}

    /** The names of columns by role. */
    static Map<String, String> parse(String text) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            String[] sides = part.split("=", 2);
            if (sides.length < 2 || sides[1].isBlank()) {
                throw new UserError(
                        "'" + part + "' does not name a column", OPTION, "write it like key=unit,ms=latency");
            }
            if (!ROLES.contains(sides[0].strip())) {
                throw new UserError(
                        "'" + sides[0].strip() + "' is not a role of a column",
                        OPTION,
                        Suggestions.fix(sides[0].strip(), ROLES));
            }
            columns.put(sides[0].strip(), sides[1].strip());
        }
        return columns;
    }

    static String required(Map<String, String> columns, String role) {
        String column = columns.get(role);
        if (column == null) {
            throw new UserError(
                    "the column for " + role + " is not named", OPTION, "add " + role + "=COLUMN to --columns");
        }
        return column;
    }
}
